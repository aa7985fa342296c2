import gzip
import re
from pathlib import Path

import pytest

from knowledge.languages import Language

pytestmark = pytest.mark.e2e

STATIC = Path(__file__).parents[3] / "adapters" / "web" / "static"
LAUNCHER, DIALOG, IFRAME = "button.launch", "dialog", "iframe"
ROOT = "document.querySelector('ieum-widget').shadowRoot"
COLOURS = (
    f"['accent', 'on', 'paper', 'ink', 'line'].map(name => getComputedStyle({ROOT}"
    ".querySelector('.all')).getPropertyValue('--' + name)"
    ".replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3'))"
)
LABELS = {
    "ko": "이음에 물어보기",
    "en": "Ask Ieum",
    "zh": "问问 Ieum",
    "vi": "Hỏi Ieum",
    "mn": "Ieum-ээс асуух",
}


def test_the_loader_is_small():
    loader = (STATIC / "widget.js").read_bytes()

    assert len(gzip.compress(loader, 9)) <= 5_000


@pytest.mark.parametrize(
    ("attributes", "lang", "locale", "expected"),
    [
        ('data-lang="vi"', "ko", "mn-MN", "vi"),
        ("", "zh-Hans", "vi-VN", "zh"),
        ("", "KO_kr", "vi-VN", "ko"),
        ("", "fr", "mn-MN", "mn"),
        ('data-lang=""', "", "en-GB", "en"),
        ("", "fr", "fr-FR", ""),
    ],
)
def test_the_language_is_chosen_or_the_hosts_or_the_browsers(
    attributes, lang, locale, expected, host
):
    page = host.open(attributes, lang, locale=locale)

    assert page.inner_text(LAUNCHER) == LABELS[expected or "en"]
    assert page.get_attribute(".all", "lang") == (expected or "en")
    query = host.press().url.partition("?")[2]
    assert query == (f"lang={expected}&theme=auto" if expected else "theme=auto")


@pytest.mark.parametrize(
    ("attribute", "system", "shade"),
    [
        ("light", "dark", "light"),
        ("dark", "light", "dark"),
        ("auto", "dark", "dark"),
        ("", "light", "light"),
    ],
)
def test_the_colours_are_those_of_the_pages(attribute, system, shade, host):
    page = host.open(f'data-theme="{attribute}"', color_scheme=system)
    assert page.evaluate(COLOURS) == tokens(shade)
    assert host.press().url.endswith(f"theme={attribute or 'auto'}")

    page.emulate_media(color_scheme="light" if system == "dark" else "dark")

    other = {"light": "dark", "dark": "light"}[shade]
    then = tokens(shade if attribute in {"light", "dark"} else other)
    host.until(lambda: page.evaluate(COLOURS) == then)


def tokens(shade):
    css = (STATIC / "ieum.css").read_text(encoding="utf-8")
    block = css.split(f"color-scheme: {shade};")[1].split("}")[0]
    names = ["accent", "on-accent", "paper", "ink", "line"]
    return [re.search(rf"--{name}: (#\w+);", block)[1] for name in names]


@pytest.mark.parametrize(("side", "launcher", "panel"), [("left", 16, 16), ("right", None, 864)])
def test_it_stands_in_the_corner_that_was_chosen(side, launcher, panel, host):
    host.open(f'data-position="{side}"')
    x, y, width, height = host.box(LAUNCHER)

    assert x == (launcher or 1280 - 16 - width)
    assert y == 720 - 16 - height
    assert height >= 56
    host.press()
    assert host.box(DIALOG) == (panel, 16, 400, 620)


@pytest.mark.parametrize(
    ("language", "scale"), [*((language, 1) for language in Language), (Language.MN, 2)]
)
def test_it_fills_a_narrow_or_magnified_screen(language, scale, host):
    page = host.open(
        f'data-lang="{language}"',
        viewport={"width": 320, "height": 568},
        device_scale_factor=scale,
    )
    x, _, width, height = host.box(LAUNCHER)
    assert x >= 16
    assert x + width <= 304
    assert height == 56

    host.press()

    assert host.box(DIALOG) == (0, 0, 320, 568)
    assert host.box(IFRAME) == (0, 0, 320, 568)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.set_viewport_size({"width": 1280, "height": 720})
    # The browser tells its pages of a new size when it next draws.
    host.until(lambda: host.box(DIALOG) == (864, 16, 400, 620))
    host.say(ieum="close")
    host.wait_closed()
