import pytest
import yaml

WAGES = "life-unpaid-wages"


@pytest.fixture
def spoilt(tiny_root):
    path = tiny_root / "life" / f"{WAGES}.yaml"
    content = yaml.safe_load(path.read_text("utf-8"))
    content["answer"]["ko"] += " 꼭 확인하세요."
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    return path


def test_check_lists_what_is_stale_and_passes(run, spoilt):
    result = run("check")

    assert result.exit_code == 0
    assert f"   4 stale translations\n  {WAGES}: en, zh, vi, mn\n" in result.stdout


def test_a_stamp_makes_translations_fresh(run, spoilt):
    assert run("stamp", WAGES).stdout == "1 entries stamped.\n"
    assert "   0 stale translations\n" in run("check").stdout


def test_all_can_be_stamped_in_one_language(run, spoilt):
    run("stamp", "--all", "--language", "vi")

    assert f"   3 stale translations\n  {WAGES}: en, zh, mn\n" in run("check").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Name the entries to stamp, or say --all."),
        (["lost"], "There is no entry lost."),
        ([WAGES, "--language", "ko"], "'ko' is not one of"),
    ],
)
def test_a_wrong_stamp_is_refused(run, spoilt, arguments, message):
    before = spoilt.read_text("utf-8")

    result = run("stamp", *arguments)

    assert result.exit_code != 0
    assert message in result.stderr
    assert spoilt.read_text("utf-8") == before


def test_a_stamp_of_broken_content_is_refused(run, spoilt):
    spoilt.write_text("[", "utf-8")

    result = run("stamp", "--all")

    assert result.exit_code == 1
    assert f"life/{WAGES}.yaml" in result.stderr


def test_review_lists_what_awaits_a_native_speaker(run):
    assert "   2 entries await native review in mn\n" in run("check", "--review").stdout
