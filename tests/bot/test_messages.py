import re
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po

from bot.messages import DOMAIN, LOCALE_FOLDER, catalogue, locale_of, say
from knowledge.languages import Language

ROOT = Path(__file__).parents[2]
FIELD = re.compile(r"\{\w*\}")


@pytest.fixture(scope="module")
def written():
    """Every message that stands in the code, read as `make messages` reads it."""
    own = re.findall(r"-k (\S+)", (ROOT / "Makefile").read_text("utf-8"))
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    rows = extract_from_dir(
        str(ROOT), methods, options, keywords=DEFAULT_KEYWORDS | parse_keywords(own)
    )
    found = {message for _, _, message, *_ in rows}
    assert "please confirm" in found
    assert "What do you need to know?" in found
    return found


def read(language):
    with (LOCALE_FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, ignore_obsolete=False)


@pytest.mark.parametrize("language", Language)
def test_every_written_message_is_translated(language, written):
    translated = {m.id for m in read(language) if m.id and m.string and not m.fuzzy}

    assert translated == written


@pytest.mark.parametrize("language", Language)
def test_no_catalogue_keeps_obsolete_messages(language):
    assert list(read(language).obsolete) == []


@pytest.mark.parametrize("language", Language)
def test_translations_keep_the_placeholders(language):
    differing = [
        message.id
        for message in read(language)
        if message.id and sorted(FIELD.findall(message.id)) != sorted(FIELD.findall(message.string))
    ]

    assert differing == []


@pytest.mark.parametrize("language", [one for one in Language if one is not Language.EN])
def test_no_translation_is_left_in_english(language):
    assert [message.id for message in read(language) if message.id == message.string != ""] == []


def test_english_says_the_messages_as_they_are_written():
    assert [m.id for m in read(Language.EN) if m.id and m.id != m.string] == []


def test_catalogues_need_no_compiling():
    assert not list(LOCALE_FOLDER.rglob("*.mo"))
    assert catalogue(Language.KO).gettext("Source") == say(Language.KO, "Source") != "Source"


def test_values_are_written_into_a_message():
    assert say(Language.VI, "{count} left", count="3") == "3 left"


@pytest.mark.parametrize(
    ("language", "locale"),
    [("ko", "ko_KR"), ("en", "en_US"), ("zh", "zh_Hans_CN"), ("vi", "vi_VN"), ("mn", "mn_MN")],
)
def test_locales_are_those_of_the_languages(language, locale):
    assert str(locale_of(Language(language))) == locale
