import os

from adapters.web.metrics import Metrics, share_counts


def test_counts_begin_at_nothing():
    assert b"ieum_alarms_total{" not in Metrics().exposition()


def test_processes_that_share_counts_begin_with_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)
    folder = tmp_path / "metrics"
    folder.mkdir()
    (folder / "counter_1.db").write_bytes(b"old")

    share_counts(folder)

    assert list(folder.iterdir()) == []
    assert os.environ["PROMETHEUS_MULTIPROC_DIR"] == str(folder)
    assert Metrics().exposition() == b""
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR")
