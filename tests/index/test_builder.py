import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index.builder import build_index, open_index
from index.errors import IndexBrokenError, IndexMissingError, IndexStaleError
from index.manifest import FORMAT_VERSION, Manifest, file_hash
from knowledge.loader import Knowledge
from knowledge.passages import passages

QUESTION = "boss did not pay"


class BrokenEncoder:
    name = "broken"
    dimension = 4

    def __init__(self, error):
        self.error = error

    def encode(self, texts):
        raise self.error


class SlowEncoder:
    name = "slow"
    dimension = 4

    def __init__(self):
        self._inside = threading.Lock()
        self.overlaps = 0

    def encode(self, texts):
        if not self._inside.acquire(blocking=False):
            self.overlaps += 1
            return np.ones((len(texts), 4), dtype=np.float32) / 2
        try:
            time.sleep(0.1)
            return np.ones((len(texts), 4), dtype=np.float32) / 2
        finally:
            self._inside.release()


@pytest.fixture
def built(tiny_knowledge, digest, encoder, folder):
    build_index(tiny_knowledge, digest, encoder, folder)
    return folder / (folder / "current").read_text(encoding="utf-8").strip()


@pytest.fixture
def reopen(tiny_knowledge, digest, encoder, folder):
    return lambda: open_index(tiny_knowledge, digest, encoder, folder)


def test_a_build_says_what_it_was_built_from(tiny_knowledge, digest, encoder, folder):
    manifest = build_index(tiny_knowledge, digest, encoder, folder)

    (build,) = [path for path in folder.iterdir() if path.is_dir()]
    assert Manifest.read(build) == manifest
    assert sorted(manifest.files) == ["dense.faiss", "lexical.npz", "words.json"]
    assert (manifest.version, manifest.content_hash) == (FORMAT_VERSION, digest)
    assert (manifest.encoder, manifest.dimension) == (encoder.name, encoder.dimension)
    assert manifest.passages == len(list(passages(tiny_knowledge)))


def test_progress_ends_with_all_passages(tiny_knowledge, digest, encoder, folder):
    seen = []

    manifest = build_index(
        tiny_knowledge, digest, encoder, folder, lambda done, total: seen.append((done, total))
    )

    assert seen == sorted(seen)
    assert seen[-1] == (manifest.passages, manifest.passages)


def test_an_index_is_missing_until_one_is_built(reopen):
    with pytest.raises(IndexMissingError, match=r"There is no index in .*index yet"):
        reopen()


def test_a_missing_pointer_is_a_missing_index(built, folder, reopen):
    (folder / "current").unlink()

    with pytest.raises(IndexMissingError):
        reopen()


@pytest.mark.parametrize("pointer", [b"", b"gone\n", b"..", b"\0"])
def test_a_pointer_to_no_build_is_a_broken_index(built, folder, reopen, pointer):
    (folder / "current").write_bytes(pointer)

    with pytest.raises(IndexBrokenError, match="manifest"):
        reopen()


@pytest.mark.parametrize("name", ["dense.faiss", "lexical.npz", "words.json"])
@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data[::-1], lambda _: b""])
def test_a_damaged_file_is_named(built, reopen, name, damage):
    path = built / name
    path.write_bytes(damage(path.read_bytes()))

    with pytest.raises(IndexBrokenError, match=f"{name} is damaged"):
        reopen()


@pytest.mark.parametrize("name", ["dense.faiss", "lexical.npz", "words.json", "manifest.json"])
def test_a_missing_file_is_named(built, reopen, name):
    (built / name).unlink()

    with pytest.raises(IndexBrokenError, match=name):
        reopen()


@pytest.mark.parametrize("name", ["dense.faiss", "lexical.npz"])
def test_a_file_with_other_passages_than_the_content_is_broken(
    built, reopen, tmp_path, digest, encoder, name
):
    build_index(Knowledge({}, {}, {}, {}, {}, {}), digest, encoder, tmp_path / "empty")
    (empty,) = [path for path in (tmp_path / "empty").iterdir() if path.is_dir()]
    (built / name).write_bytes((empty / name).read_bytes())
    facts = json.loads((built / "manifest.json").read_bytes())
    facts["files"][name] = file_hash(built / name)
    (built / "manifest.json").write_text(json.dumps(facts), encoding="utf-8")

    with pytest.raises(IndexBrokenError, match="does not fit its files"):
        reopen()


@pytest.mark.parametrize("wrong", [{"files": {}}, {"dimension": 3}, {"passages": 1}, {"more": 1}])
def test_a_manifest_that_does_not_fit_its_files_is_broken(built, reopen, wrong):
    path = built / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | wrong), encoding="utf-8")

    with pytest.raises(IndexBrokenError):
        reopen()


def test_an_index_of_other_content_is_stale(built, tiny_knowledge, encoder, folder):
    with pytest.raises(IndexStaleError, match="The content has changed"):
        open_index(tiny_knowledge, "0" * 64, encoder, folder)


def test_an_index_of_another_encoder_is_stale(built, tiny_knowledge, digest, small_encoder, folder):
    with pytest.raises(IndexStaleError, match=r"built with the encoder model-\w+, not small"):
        open_index(tiny_knowledge, digest, small_encoder, folder)


@pytest.mark.parametrize("error", [OSError("disk full"), MemoryError(), KeyboardInterrupt()])
def test_a_failed_build_leaves_the_index_in_use_as_it_was(
    built, tiny_knowledge, digest, folder, reopen, error
):
    before = sorted(path.name for path in folder.iterdir())

    with pytest.raises(type(error)):
        build_index(tiny_knowledge, digest, BrokenEncoder(error), folder)

    assert sorted(path.name for path in folder.iterdir()) == before
    found = reopen().search(QUESTION, limit=1)
    assert [hit.owner for hit in found] == ["life-unpaid-wages"]


def test_a_new_build_takes_the_place_of_the_old(
    built, tiny_knowledge, digest, small_encoder, folder
):
    (folder / "half-a-build").mkdir()

    build_index(tiny_knowledge, digest, small_encoder, folder)

    (build,) = [path for path in folder.iterdir() if path.is_dir()]
    assert build.name not in {built.name, "half-a-build"}
    assert open_index(tiny_knowledge, digest, small_encoder, folder).search("doctor wages") != []


def test_a_reader_keeps_the_index_it_has_opened(built, tiny_knowledge, digest, encoder, reopen):
    reader = reopen()
    before = reader.search(QUESTION)

    build_index(tiny_knowledge, digest, encoder, built.parent)

    assert not built.exists()
    assert reader.search(QUESTION) == before


def test_two_builds_at_once_wait_for_each_other(tiny_knowledge, digest, folder):
    encoder = SlowEncoder()

    with ThreadPoolExecutor(3) as pool:
        build = pool.submit
        builds = [build(build_index, tiny_knowledge, digest, encoder, folder) for _ in range(3)]
        manifests = [done.result() for done in builds]

    assert encoder.overlaps == 0
    assert len({manifest.content_hash for manifest in manifests}) == 1
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 1
    assert len(open_index(tiny_knowledge, digest, encoder, folder)) == manifests[0].passages


def test_a_folder_that_cannot_be_made_is_an_os_error(tiny_knowledge, digest, encoder, folder):
    folder.parent.write_text("a file", encoding="utf-8")

    with pytest.raises(OSError, match="var"):
        build_index(tiny_knowledge, digest, encoder, folder)
