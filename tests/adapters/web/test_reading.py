import pytest
from starlette.applications import Starlette
from starlette.requests import Request

from adapters.settings import Settings
from adapters.web.reading import LanguageConvertor, language_of, preferred
from knowledge.languages import Language

CONVERTOR = LanguageConvertor()


@pytest.fixture
def request_for():
    """A request, for a service whose default language is Mongolian."""
    app = Starlette()
    app.state.settings = Settings(default_language="mn")

    def make(path="/", query="", accepted=""):
        headers = [(b"host", b"ieum.example"), (b"accept-language", accepted.encode())]
        return Request(
            {
                "type": "http",
                "path": path,
                "query_string": query.encode(),
                "headers": headers,
                "app": app,
            }
        )

    return make


@pytest.mark.parametrize(
    ("path", "query", "accepted", "language"),
    [
        ("/ko/centers", "lang=zh", "vi", "ko"),
        ("/vi/", "", "ko", "vi"),
        ("/vi", "", "ko", "vi"),
        ("//zh/help", "", "ko", "zh"),
        ("/api/v1/ask", "lang=zh", "vi", "zh"),
        ("/widget/panel", "lang=jp", "vi", "vi"),
        ("/widget/panel", "lang=", "vi", "vi"),
        ("/korean/", "", "vi", "vi"),
        ("/KO/", "", "vi", "vi"),
        ("/xx/", "", "vi-VN, en;q=0.5", "vi"),
        ("/", "", "fr", "mn"),
        ("/", "lang=%ff", "", "mn"),
    ],
)
def test_the_path_tells_the_language_then_the_query_then_the_browser(
    path, query, accepted, language, request_for
):
    assert language_of(request_for(path, query, accepted)) is Language(language)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("en-US,en;q=0.9", "en"),
        ("fr;q=1, zh;q=0.2, ko;q=0.3", "ko"),
        ("fr;q=1 , zh; q=0.4, ko; q=0.3", "zh"),
        ("ko;q=0", "mn"),
        ("ko;q=-1, vi;q=0.1", "vi"),
        ("ko;q=high, vi;q=0.1", "vi"),
        ("ko;q=inf, vi;q=nan", "ko"),
        ("zh-Hant-TW", "zh"),
        ("zh_CN", "mn"),
        ("ko;q=0.1;q=0.2", "mn"),
        ("\x00, ko", "ko"),
        ("x, " * 200 + "ko", "mn"),
    ],
)
def test_the_browser_is_believed_as_far_as_it_can_be_read(accepted, language, request_for):
    assert preferred(request_for(accepted=accepted)) is Language(language)


@pytest.mark.parametrize("language", Language)
def test_a_path_can_begin_with_each_language(language):
    assert CONVERTOR.convert(CONVERTOR.to_string(language)) is language


@pytest.mark.parametrize("code", ["xx", "KO", "e", "eng", "jp", "%20", "en-US"])
def test_a_path_begins_with_no_other_language(code, client):
    response = client.get(f"/{code}/", headers={"accept-language": "zh"})

    assert response.status_code == 404
    assert response.json() == {"detail": "没有这个页面。"}
