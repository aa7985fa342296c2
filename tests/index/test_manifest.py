import hashlib
import json

import pytest

from index.errors import IndexBrokenError, IndexStaleError
from index.manifest import FORMAT_VERSION, Manifest, file_hash

FACTS = {
    "version": FORMAT_VERSION,
    "content_hash": "0" * 64,
    "encoder": "model-1",
    "dimension": 4,
    "passages": 7,
    "files": {"dense.faiss": hashlib.sha256(b"dense").hexdigest()},
}


def test_a_manifest_comes_back_as_it_was_written(tmp_path):
    Manifest(**FACTS).write(tmp_path)

    assert Manifest.read(tmp_path) == Manifest(**FACTS)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"\xff",
        b"{}",
        json.dumps({**FACTS, "more": 1}).encode(),
        json.dumps({**FACTS, "files": 3}).encode(),
        json.dumps({**FACTS, "files": ["dense.faiss"]}).encode(),
        json.dumps({**FACTS, "passages": "seven"}).encode(),
    ],
)
def test_a_malformed_manifest_is_broken(tmp_path, content):
    (tmp_path / "manifest.json").write_bytes(content)

    with pytest.raises(IndexBrokenError, match=r"manifest\.json is unreadable"):
        Manifest.read(tmp_path)


def test_a_missing_manifest_is_broken(tmp_path):
    with pytest.raises(IndexBrokenError, match=r"manifest\.json is unreadable"):
        Manifest.read(tmp_path)


def test_what_has_not_changed_is_current():
    Manifest(**FACTS).verify_current(FACTS["content_hash"], FACTS["encoder"])


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"version": 0}, f"The index has format 0, not {FORMAT_VERSION}."),
        ({"encoder": "other"}, "The index was built with the encoder other, not model-1."),
        ({"content_hash": "1" * 64}, "The content has changed since the index was built."),
    ],
)
def test_what_has_changed_is_stale_and_named(changed, message):
    with pytest.raises(IndexStaleError) as caught:
        Manifest(**FACTS | changed).verify_current(FACTS["content_hash"], FACTS["encoder"])

    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"dens", "is damaged"), (b"Dense", "is damaged"), (b"", "is damaged"), (None, "is missing")],
)
def test_a_file_that_is_not_as_it_was_is_broken_and_named(tmp_path, content, message):
    path = tmp_path / "dense.faiss"
    path.write_bytes(b"dense")
    Manifest(**FACTS).verify_files(tmp_path)

    path.unlink()
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(IndexBrokenError, match=rf"dense\.faiss {message}"):
        Manifest(**FACTS).verify_files(tmp_path)


def test_the_hash_of_a_file_is_its_sha256(tmp_path):
    (tmp_path / "file").write_bytes(b"abc" * 100_000)

    assert file_hash(tmp_path / "file") == hashlib.sha256(b"abc" * 100_000).hexdigest()
