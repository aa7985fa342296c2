import gzip
from concurrent.futures import ThreadPoolExecutor

import pytest

PATHS = ("/vi/", "/mn/centers", "/ko/help", "/zh/life/life-unpaid-wages", "/sitemap.xml")
PLAIN, PACKED = {"accept-encoding": "identity"}, {"accept-encoding": "gzip"}


def packed_body(client, path):
    with client.stream("GET", path, headers=PACKED) as response:
        return response, b"".join(response.iter_raw())


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("first", ["plain", "packed"])
def test_a_kept_page_is_whole_packed_and_unpacked(path, first, client_of):
    client = client_of()
    fetch = [lambda: client.get(path, headers=PLAIN), lambda: packed_body(client, path)[0]]
    for one in fetch if first == "plain" else reversed(fetch):
        assert one().status_code == 200

    plain = [client.get(path, headers=PLAIN) for _ in range(2)]
    packed, raw = packed_body(client, path)

    assert plain[0].content == plain[1].content
    assert "content-encoding" not in plain[0].headers
    assert int(plain[0].headers["content-length"]) == len(plain[0].content)
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw) == plain[0].content
    assert len(raw) < len(plain[0].content) / 2
    assert packed.headers["etag"] == plain[0].headers["etag"]
    assert "Accept-Encoding" in packed.headers["vary"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("headers", [PLAIN, PACKED])
def test_a_page_the_browser_has_is_not_sent_again(path, headers, client):
    etag = client.get(path, headers=headers).headers["etag"]

    again = client.get(path, headers=headers | {"if-none-match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == etag
    assert again.headers["content-security-policy"]


def test_each_choice_of_centers_is_a_page_of_its_own(client):
    queries = (
        "",
        "?district=guro",
        "?district=jongno",
        "?speaks=vi",
        "?open=now",
        "?district=&open=",
    )
    pages = [client.get(f"/en/centers{query}") for query in queries]

    tags = [page.headers["etag"] for page in pages]
    assert len(set(tags)) == len(tags) - 1
    assert tags[0] == tags[-1]
    assert pages[1].text != pages[2].text


@pytest.mark.parametrize(
    "path", ["/", "/search", "/vi/search", "/leave", "/healthz", "/vi/nowhere"]
)
def test_what_is_not_the_same_for_everybody_has_no_tag(path, client):
    assert "etag" not in client.get(path, follow_redirects=False).headers


def test_readers_at_once_get_each_their_own_language(client_of, read):
    client = client_of()
    paths = [
        f"/{language}/{place}"
        for place in ("help", "", "centers")
        for language in ("ko", "en", "zh", "vi", "mn")
    ] * 2

    with ThreadPoolExecutor(8) as pool:
        pages = list(pool.map(client.get, paths))

    for path, response in zip(paths, pages, strict=True):
        expected = client.get(path)
        assert response.text == expected.text
        assert read(response).language.startswith(path[1:3])
