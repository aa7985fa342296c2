import json
import re
from functools import cache
from html import unescape

import pytest
from fastapi.testclient import TestClient

from adapters.settings import Settings
from adapters.web.server import create_app
from knowledge.languages import Language

ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')


class Page:
    """A page as a test reads it; nothing in our attributes holds a bare `>`."""

    def __init__(self, response):
        self.response = response
        self.text = response.text
        self.main = unescape(self.text.partition("<main")[2].partition("</main>")[0])

    def all(self, tag, **wanted):
        """The attributes of every such tag; `class_` stands for `class`."""
        wanted = {name.rstrip("_"): value for name, value in wanted.items()}
        tags = [
            {name: unescape(value) for name, value in ATTRIBUTE.findall(attributes)}
            for attributes in re.findall(rf"<(?:{tag})\b([^>]*)>", self.text)
        ]
        return [found for found in tags if wanted.items() <= found.items()]

    def one(self, tag, **wanted):
        """The attributes of the only such tag."""
        (found,) = self.all(tag, **wanted)
        return found

    @property
    def language(self):
        """The code in `lang`, which the header has to confirm."""
        code = self.one("html")["lang"]
        assert self.response.headers["content-language"] == code
        return code

    @property
    def title(self):
        """What stands in the tab."""
        (found,) = re.findall(r"<title>([^<]*)</title>", self.text)
        return unescape(found)

    @property
    def heading(self):
        """The text of the only first-level heading, as far as the next tag."""
        (found,) = re.findall(r"<h1[^>]*>([^<]*)<", self.text)
        return unescape(found).strip()

    @property
    def alternates(self):
        """Where the page stands in other languages, for machines."""
        return {tag["hreflang"]: tag["href"] for tag in self.all("link", rel="alternate")}

    @property
    def structured(self):
        """What the page tells machines that it is about."""
        (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', self.text)
        return json.loads(found)


@pytest.fixture(scope="session")
def cries():
    """What a person in danger types, in each language."""
    return {
        Language.KO: "남편이 칼 들고 죽이겠대요",
        Language.EN: "my husband is strangling me",
        Language.ZH: "老公拿刀要杀我",
        Language.VI: "chong em cam dao doi giet em",
        Language.MN: "нөхөр намайг зодоод байна туслаарай",
    }


@pytest.fixture(scope="session")
def read():
    """Read a response as a page."""
    return Page


@pytest.fixture(scope="session")
def client_of(ieum, tmp_path_factory):
    """Clients of the application, each under settings of its own."""
    ours = {"requests_per_minute": 0, "var": tmp_path_factory.mktemp("web")}
    return lambda **settings: TestClient(create_app(ieum, Settings(**ours | settings)))


@pytest.fixture(scope="session")
def client(client_of):
    return client_of()


@pytest.fixture(scope="session")
def places(ieum):
    """Where every page stands that is to be found, in each language."""
    entries = [f"{entry.kind.folder}/{name}" for name, entry in ieum.knowledge.entries.items()]
    centers = [f"centers/{name}" for name in ieum.knowledge.centers]
    return ("", "centers", "help", *entries, *centers)


@pytest.fixture(scope="session")
def pages_in(client, places):
    """Every page that is to be found in one language, by where it stands; asked for once."""
    return cache(
        lambda language: {place: Page(client.get(f"/{language}/{place}")) for place in places}
    )
