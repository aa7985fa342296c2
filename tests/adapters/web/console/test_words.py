import re
from collections import defaultdict

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po

from adapters.web.console.frame import TEMPLATES, environment_in
from adapters.web.console.words import INTERFACES, LOCALE_FOLDER, tell, words_in
from knowledge.languages import Language

CONSOLE = LOCALE_FOLDER.parent
FIELD = re.compile(r"\{\w*\}|%\(\w+\)s")
LETTER = re.compile(r"[A-Za-z]{2}")


@pytest.fixture(scope="module")
def written():
    """Every message that stands in the console, read as `make messages` reads it."""
    own = re.findall(r"^SPEAK :=.*$", (CONSOLE.parents[2] / "Makefile").read_text("utf-8"), re.M)
    keywords = DEFAULT_KEYWORDS | parse_keywords(re.findall(r"--keyword=(\S+)", own[0]))
    with (CONSOLE / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    rows = extract_from_dir(str(CONSOLE), methods, options, keywords=keywords)
    found = {message for _, _, message, *_ in rows}
    assert "Skip to the content" in found
    assert "You cannot do this here." in found
    return found


@pytest.fixture(scope="module")
def catalogues():
    """Each catalogue: its messages with their Korean."""
    found = {}
    for path in sorted((LOCALE_FOLDER / Language.KO).glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, ignore_obsolete=False)
        assert list(catalogue.obsolete) == [], path.name
        found[path.stem] = {one.id: one for one in catalogue if one.id}
    return found


def test_every_message_is_korean_too_and_none_is_kept_that_nobody_says(written, catalogues):
    translated = {
        message
        for catalogue in catalogues.values()
        for message, one in catalogue.items()
        if one.string and not one.fuzzy
    }

    assert sorted(translated - written) == []
    assert sorted(written - translated) == []


def test_no_message_is_korean_in_two_ways(catalogues):
    ways = defaultdict(set)
    for catalogue in catalogues.values():
        for message, one in catalogue.items():
            ways[message].add(one.string)

    assert {message: said for message, said in ways.items() if len(said) > 1} == {}


def test_translations_keep_the_placeholders(catalogues):
    differing = [
        message
        for catalogue in catalogues.values()
        for message, one in catalogue.items()
        if sorted(FIELD.findall(message)) != sorted(FIELD.findall(one.string))
    ]

    assert differing == []


def test_no_translation_is_left_in_english(catalogues):
    left = [
        message
        for catalogue in catalogues.values()
        for message, one in catalogue.items()
        if message == one.string and LETTER.search(message)
    ]

    assert left == []


def test_catalogues_need_no_compiling():
    assert not list(LOCALE_FOLDER.rglob("*.mo"))
    assert words_in(Language.KO).gettext("Log out") == "로그아웃"
    assert words_in(Language.EN).gettext("Log out") == "Log out"


def test_values_are_written_into_a_message():
    message = "Please use at least {shortest} characters."

    assert tell(Language.EN, message, shortest=12) == "Please use at least 12 characters."
    assert "12자" in tell(Language.KO, message, shortest=12)


@pytest.mark.parametrize("language", INTERFACES)
def test_every_template_can_be_read(language):
    names = [path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")]

    assert names
    for name in names:
        environment_in(language).get_template(name)
