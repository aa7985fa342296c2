import json
import socket
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml


def test_ask_prints_the_answer_and_what_to_show_the_staff(run):
    result = run("ask", "my boss", "did not pay me")

    assert result.exit_code == 0
    assert result.stdout == (
        "unpaid wages in English\n\nask 120 within 14 days in English\n\n"
        "This was so as of April 2025. Please ask whether this is still true: "
        "helpline 120 in English.\n\n"
        "helpline 120 in English (helpline 120 한국어예요)\n  ☎ 120\n"
        "  English, 한국어, 中文, Tiếng Việt, Монгол\n"
        "helpline 1577-1366 in English (helpline 1577-1366 한국어예요)\n  ☎ 1577-1366\n"
        "  Every day, 24 hours\n  English, 한국어, 中文, Tiếng Việt, Монгол\n\n"
        "Source: report in English, IV-2 (April 2025)\n\n"
        "[직원에게 보여 주세요] 월급을 못 받았어요.\n"
    )


def test_ask_as_json_prints_the_whole_reply(run):
    result = run("ask", "--json", "--language", "mn", "--district", "guro", "월급을 못 받았어요")

    reply = json.loads(result.stdout)
    assert (reply["language"], reply["candidates"][0]) == ("mn", "life-unpaid-wages")
    assert reply["contacts"][0]["numbers"] == [{"number": "120", "confirm": False}]
    assert reply["citations"][0]["as_of"] == "2025-04"
    assert result.stdout.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["ask", " "], 1, "Error: The question is empty."),
        (["ask", "a" * 2001], 1, "Error: The question is too long."),
        (["ask", "visa", "--district", "busan"], 1, "Error: Seoul has no such district."),
        (["ask", "visa", "--language", "jp"], 2, "'jp' is not one of 'ko', 'en', 'zh', 'vi', 'mn'"),
        (["ask"], 2, "Missing argument 'TEXT...'."),
        (["ask", "visa", "--langage", "ko"], 2, "No such option '--langage'."),
        (["serve", "--port", "65536"], 2, "65536 is not in the range 0<=x<=65535."),
        (["answer", "--in", "nowhere", "--out", "x"], 2, "No such file or directory"),
        (["anser"], 2, "No such command 'anser'."),
        (["check", "--as-of", "2026-13-01"], 2, "'2026-13-01' does not match the format"),
        (["check", "--as-of", "2026-02-29"], 2, "Invalid value for '--as-of'"),
        (["check", "--as-of", "tomorrow"], 2, "Invalid value for '--as-of'"),
    ],
)
def test_a_wrong_command_says_what_is_wrong(arguments, code, message, run):
    result = run(*arguments)

    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("command", [["ask", "visa"], ["index", "build"], ["check"], ["serve"]])
def test_a_wrong_setting_is_named(command, run, monkeypatch):
    monkeypatch.setenv("IEUM_PORT", "http")

    result = run(*command)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "Error: A setting is wrong.\nIEUM_PORT: " in result.stderr


def test_bytes_that_are_no_text_end_without_a_traceback(run):
    result = run("ask", "\udcff\udcfe")  # as the shell passes on bytes that are not UTF-8

    assert isinstance(result.exception, SystemExit | None)


def test_index_build_counts_the_passages(run, tmp_path):
    result = run("index", "build")

    assert result.exit_code == 0
    assert result.stdout.startswith("90 passages indexed with model-")
    assert (tmp_path / "var" / "index" / "current").is_file()


def test_an_index_that_cannot_be_written_is_a_plain_error(run, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("IEUM_VAR", str(tmp_path / "file"))

    result = run("index", "build")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Error: {tmp_path / 'file' / 'index'}: Not a directory\n"


def test_check_counts_good_content(run):
    result = run("check")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("   2 entries of kind life\n")
    assert result.stdout.endswith("\nNo problems.\n")


@pytest.mark.parametrize(
    ("day", "listed"),
    [
        (
            "2026-04-30",
            (
                "   0 entries passed, as of 2026-04-30\n"
                "   0 entries with no source of the last year, as of 2026-04-30\n"
                "   0 of 1 centers and 0 of 3 lines with a fact more than a year old\n"
            ),
        ),
        (
            "2026-05-01",
            (
                "   1 entries passed, as of 2026-05-01\n"
                "  life-unpaid-wages: planned for 2025-11, outcome unknown, since 2025-12-01\n"
                "   2 entries with no source of the last year, as of 2026-05-01\n"
                "  life-medical-emergency: newest source of 2025-04, since 2026-05-01\n"
                "  life-unpaid-wages: newest source of 2025-04, since 2026-05-01\n"
                "   1 of 1 centers and 3 of 3 lines with a fact more than a year old\n"
            ),
        ),
    ],
)
def test_check_lists_what_time_has_overtaken(day, listed, run, tiny_root):
    path = tiny_root / "life" / "life-unpaid-wages.yaml"
    planned = "2025-11" if day == "2026-05-01" else "2026-04"
    dates = yaml.safe_load(path.read_text(encoding="utf-8"))
    dates["dates"] = {"status": "planned", "as_of": "2025-04", "planned": planned}
    path.write_text(yaml.safe_dump(dates, allow_unicode=True), encoding="utf-8")

    result = run("check", "--as-of", day)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith(f"\n{listed}No problems.\n")


def test_check_counts_in_one_line_what_time_has_overtaken(run, monkeypatch):
    monkeypatch.setattr("bot.clock.seoul_day", lambda _now: date(2026, 5, 1))

    lines = run("check").stdout.splitlines()

    assert lines[-2:] == [
        (
            "   0 entries passed and 2 with no source of the last year, as of 2026-05-01 "
            "(`--as-of DATE` lists them)"
        ),
        "No problems.",
    ]


def test_check_names_every_problem(run, tiny_root, tmp_path):
    (tiny_root / "lines" / "line-119.yaml").unlink()
    (tiny_root / "glossary.yaml").write_text("[", encoding="utf-8")
    (tiny_root / "districts.yaml").write_bytes(b"\xff")

    result = run("check", "--content", str(tiny_root))

    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert [line.split(" ")[1] for line in result.stderr.splitlines()] == [
        "centers/guro-center.yaml:",
        "districts.yaml",
        "glossary.yaml",
        "life/life-medical-emergency.yaml:",
        "4",
    ]
    assert result.stderr.endswith("Error: 4 problem(s).\n")


def test_ask_refuses_broken_content(run, tiny_root):
    (tiny_root / "lines" / "line-119.yaml").unlink()

    result = run("ask", "visa")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "life/life-medical-emergency.yaml: lines names line-119" in result.stderr


def test_serve_says_that_the_port_is_busy(tiny_environment):
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        result = subprocess.run(
            [Path(sys.executable).with_name("ieum"), "serve", "--port", str(port)],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    assert result.returncode not in {0, None}
    assert "Address already in use" in result.stderr
    assert "Traceback" not in result.stderr


def test_help_names_every_command(run):
    lines = run("--help").stdout.partition("Commands:\n")[2].splitlines()

    assert [line.split()[0] for line in lines] == [
        "answer",
        "ask",
        "check",
        "evaluate",
        "index",
        "serve",
        "staff",
        "stamp",
        "telegram",
    ]
