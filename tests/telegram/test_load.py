from benchmarks import telegram


def test_many_chats_are_answered_at_once_and_soon():
    """A small version of the benchmark, with room for a busy machine."""
    found = telegram.measure(chats=40, a_second=15, seconds=4)

    assert found["steady"]["questions"] == 60
    assert found["steady"]["milliseconds"]["p50"] < 500
    assert found["steady"]["milliseconds"]["p99"] < 3_000
    assert found["burst"]["milliseconds"]["max"] < 6_000
    assert found["refused_by_limits"] == 0
    assert found["resident_mb"] < 900
