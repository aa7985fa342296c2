import re
import tomllib
from pathlib import Path

import pytest
import yaml

from adapters.cli import main
from adapters.settings import Settings
from benchmarks.environment import COMPOSE, COMPOSE_FILE, ENV_EXAMPLE, compose_defaults, env_example

ROOT = Path(__file__).parent.parent
PROJECT = yaml.safe_load(COMPOSE_FILE.read_text(encoding="utf-8"))
SERVICES = PROJECT["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
SETTINGS = {f"IEUM_{name.upper()}" for name in Settings.model_fields}
every_service = pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
of_ours = pytest.mark.parametrize("name", ["web", "telegram"])


def secrets_of(service):
    """Tell which secret a container finds under which name."""
    asked = [
        secret if isinstance(secret, dict) else {"source": secret, "target": secret}
        for secret in service["secrets"]
    ]
    return {secret["target"]: secret["source"] for secret in asked}


@every_service
def test_a_container_cannot_write_to_its_image(service):
    assert service["read_only"] is True
    assert all(":size=" in place for place in service["tmpfs"])


@every_service
def test_a_container_has_no_powers(service):
    user, group = service["user"].split(":")
    assert int(user) > 0
    assert int(group) > 0
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {"cap_add", "privileged", "network_mode", "pid", "ipc", "devices"} & set(
        service
    ) == set()


@every_service
def test_a_container_has_limits(service):
    assert {"mem_limit", "cpus", "pids_limit", "stop_grace_period"} <= set(service)
    assert set(service["logging"]["options"]) == {"max-size", "max-file"}


@every_service
def test_a_container_is_watched_and_started_again(service):
    assert {"test", "interval", "timeout", "start_period"} == set(service["healthcheck"])
    assert service["restart"] == "unless-stopped"
    assert service["init"] is True


@every_service
def test_ports_are_open_to_this_machine_alone(service):
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


@every_service
def test_only_named_volumes_are_mounted(service):
    assert {volume.split(":")[0] for volume in service["volumes"]} <= set(PROJECT["volumes"])


@every_service
def test_no_secret_stands_in_the_environment(service):
    named = re.compile("password|token|secret", re.IGNORECASE)
    shown = [
        name
        for name, value in service["environment"].items()
        if named.search(name) and not str(value).startswith("/run/secrets/")
    ]
    assert shown == []


def test_secrets_are_files_that_are_not_in_the_repository():
    assert all(set(secret) == {"file"} for secret in PROJECT["secrets"].values())
    files = [secret["file"] for secret in PROJECT["secrets"].values()]
    places = {re.sub(r"^\$\{\w+:-(.*)\}$", r"\1", file) for file in files}
    assert {str(Path(place).parent) for place in places} == {"secrets"}
    assert (ROOT / "secrets" / "none").read_bytes() == b""
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {".env", "secrets/*"} <= set(ignored)


def test_the_build_sees_only_what_the_dockerfile_copies():
    first, *rest = [
        line
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    assert first == "*"
    assert {line[1:] for line in rest if line[0] == "!"} == set(" ".join(copied).split())


def test_profiles_add_to_the_pages():
    profiles = {name: service.get("profiles", []) for name, service in SERVICES.items()}
    assert profiles == {"web": [], "telegram": ["telegram"], "db": ["city"]}


@of_ours
def test_a_database_that_is_not_wanted_is_not_waited_for(name):
    assert SERVICES[name]["depends_on"]["db"] == {"condition": "service_healthy", "required": False}


def test_only_the_pages_build_the_image():
    assert [name for name, service in SERVICES.items() if "build" in service] == ["web"]
    assert SERVICES["telegram"]["image"] == SERVICES["web"]["image"]
    assert SERVICES["telegram"]["pull_policy"] == "never"


def test_the_image_carries_the_version_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert SERVICES["web"]["image"] == f"ieum:{project['version']}"


def test_the_image_has_only_extras_that_exist():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    [named] = re.findall(r"'\.\[(.+)\]'", DOCKERFILE)
    assert set(named.split(",")) - set(extras) == set()


@of_ours
def test_the_container_and_the_image_agree_on_user_and_folder(name):
    assert f"USER {SERVICES[name]['user']}\n" in DOCKERFILE
    assert f"IEUM_VAR={SERVICES[name]['environment']['IEUM_VAR']} " in DOCKERFILE
    assert SERVICES[name]["volumes"] == [f"ieum:{SERVICES[name]['environment']['IEUM_VAR']}"]


@of_ours
def test_every_variable_of_a_container_is_a_setting(name):
    ours = {key for key in SERVICES[name]["environment"] if key.startswith("IEUM_")}
    files = {target.upper() for target in secrets_of(SERVICES[name])}
    assert ours | files <= SETTINGS


def test_the_pages_hold_the_bots_token_only_for_a_webhook():
    token = secrets_of(SERVICES["web"])["ieum_telegram_token"]
    assert PROJECT["secrets"][token]["file"] == "${WEBHOOK_TOKEN_FILE:-./secrets/none}"


def test_a_container_runs_a_command_that_exists():
    [program, command] = SERVICES["telegram"]["command"]
    assert program == "ieum"
    assert command in main.commands


def test_the_example_of_settings_is_up_to_date():
    assert ENV_EXAMPLE.read_text(encoding="utf-8") == env_example(), "run `make docs`"


def test_the_example_explains_what_the_compose_file_reads():
    assert set(COMPOSE) == {*compose_defaults(), "COMPOSE_PROFILES"}


def test_the_example_holds_the_defaults(tmp_path, monkeypatch):
    lines = ENV_EXAMPLE.read_text(encoding="utf-8").splitlines()
    given = [line[1:] for line in lines if re.fullmatch(r"#\w+=.+", line)]
    (tmp_path / ".env").write_text("\n".join(given), encoding="utf-8")
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(ROOT)
    read = Settings(_env_file=tmp_path / ".env").model_dump()
    plain = Settings(_env_file=None).model_dump()
    assert read.pop("content").absolute() == plain.pop("content")
    assert read == plain
    assert len(given) == len({line.partition("=")[0] for line in given})


def test_the_operators_page_names_only_settings_that_exist():
    assert set(re.findall(r"IEUM_[A-Z_]+", OPERATING)) <= SETTINGS
    assert set(re.findall(r"\b\w+_FILE\b", OPERATING)) <= set(COMPOSE)
