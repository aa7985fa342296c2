from pathlib import Path

import pytest
import yaml

from adapters.cli import main
from benchmarks.readme import README, generated
from knowledge.schema import Entry, Topic

ROOT = Path(__file__).parent.parent
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_generated_parts_of_the_readme_are_up_to_date():
    text = README.read_text(encoding="utf-8")
    assert generated(text) == text, "run `make docs`"


def test_readme_names_every_command():
    text = README.read_text(encoding="utf-8")
    names = [
        f"ieum {name} {sub}".strip()
        for name, command in main.commands.items()
        for sub in getattr(command, "commands", {"": None})
    ]
    assert [name for name in names if name not in text] == []


@pytest.mark.parametrize("field", Entry.model_fields)
def test_contributing_explains_every_field(field):
    assert f"`{field}`" in CONTRIBUTING


@pytest.mark.parametrize("topic", list(Topic))
def test_contributing_names_every_topic(topic):
    assert f"`{topic}`" in CONTRIBUTING


@pytest.mark.parametrize(
    "document",
    [
        "README.md",
        "CONTRIBUTING.md",
        "benchmarks/README.md",
        "docs/console.md",
        "docs/operating.md",
    ],
)
def test_links_within_the_project_lead_somewhere(document):
    path = ROOT / document
    links = path.read_text(encoding="utf-8").split("](")[1:]
    targets = [link.split(")")[0].split("#")[0] for link in links]
    local = [target for target in targets if target and "://" not in target]
    assert [target for target in local if not (path.parent / target).exists()] == []


def test_compose_file_keeps_the_container_shut():
    web = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"][
        "web"
    ]
    assert web["read_only"] is True
    assert web["cap_drop"] == ["ALL"]
    assert web["ports"] == ["127.0.0.1:8000:8000"]


def test_no_file_names_this_machine_or_a_registry():
    forbidden = ("/" + "work/", "/" + "root/", "py" + "pi.org", "registry." + "npmjs.org")
    named = [
        f"{path.relative_to(ROOT)}: {word}"
        for folder in ("knowledge", "index", "bot", "adapters", "benchmarks", "docs", ".ci")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".md", ".yaml", ".html", ".css", ".po", ".json", ""}
        and path.is_file()
        for word in forbidden
        if word in path.read_text(encoding="utf-8", errors="ignore")
    ]
    assert named == []
