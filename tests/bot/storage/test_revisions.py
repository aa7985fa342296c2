from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import SEOUL
from bot.storage.errors import EditConflictError, StoreUnavailableError
from bot.storage.revisions import Editor, Revision, digest_of

NOW = datetime(2026, 11, 27, 10, 30, 0, 123456, tzinfo=SEOUL)
LATER = NOW + timedelta(hours=1)
MINH = Editor("6f1c0d6e-0000-4000-8000-000000000001", "Minh")
PATH = "services/free-clinic-dongbu.yaml"
OTHER = "glossary.yaml"
FIRST, SECOND = "id: 하나\n", "id: 둘 😀\n"


def add(store, text, parent="", path=PATH, **more):
    parent = digest_of(parent) if parent else ""
    return store.revisions.add(path, text, parent=parent, by=MINH, at=NOW, **more)


def texts(store, path=PATH):
    return [one.text for one in store.revisions.history(path)]


def test_a_version_comes_back_as_it_was_saved(store):
    saved = add(store, FIRST, note="new")

    assert saved == Revision(
        number=1,
        path=PATH,
        at=NOW.astimezone(UTC),
        staff=MINH.staff,
        name="Minh",
        text=FIRST,
        digest=digest_of(FIRST),
        parent="",
        note="new",
    )
    assert store.revisions.get(1) == store.revisions.latest(PATH) == saved
    assert store.revisions.history(PATH) == store.revisions.newest() == (saved,)
    assert len(saved.digest) == 64
    assert digest_of(FIRST) != digest_of(SECOND)


def test_the_newest_version_comes_first(store):
    first, second = add(store, FIRST), add(store, SECOND, FIRST)
    again = add(store, FIRST, SECOND)

    assert store.revisions.history(PATH) == (again, second, first)
    assert store.revisions.history(PATH, limit=2) == (again, second)
    assert store.revisions.latest(PATH) == again
    assert second.parent == first.digest
    assert store.revisions.history(OTHER) == ()
    assert store.revisions.latest(OTHER) is None


def test_of_every_file_the_newest_version_is_given(store):
    first = add(store, FIRST)
    other = add(store, FIRST, path=OTHER)
    second = add(store, SECOND, FIRST)

    assert store.revisions.newest() == (other, second)
    assert store.revisions.newest(after=first.number) == (other, second)
    assert store.revisions.newest(after=other.number) == (second,)
    assert store.revisions.newest(after=second.number) == ()


def test_the_last_number_rises_with_every_change(store):
    seen = [store.revisions.last()]
    for text, before in ((FIRST, ""), (SECOND, FIRST), (FIRST, SECOND)):
        seen += [add(store, text, before).number]
        assert store.revisions.last() == seen[-1]

    assert seen == sorted({*seen})
    assert seen[0] == 0


@pytest.mark.parametrize("parent", ["", SECOND, FIRST + " "])
def test_whoever_has_not_seen_the_latest_version_is_told(parent, store):
    add(store, SECOND)
    latest = add(store, FIRST, SECOND)

    with pytest.raises(EditConflictError) as caught:
        add(store, "id: 셋\n", parent)

    told = caught.value
    assert (told.path, told.text, told.digest) == (PATH, FIRST, latest.digest)
    assert (told.name, told.at) == ("Minh", latest.at)
    assert texts(store) == [FIRST, SECOND]


def test_the_first_version_may_be_made_from_what_no_version_is(store):
    assert add(store, SECOND, FIRST).parent == digest_of(FIRST)


@pytest.mark.parametrize("number", [0, -1, 2, 2**31, 2**63, 10**30])
def test_a_number_that_no_version_has_gives_none(number, store):
    add(store, FIRST)

    assert store.revisions.get(number) is None


def test_what_was_there_before_any_edit_is_kept_once(store):
    store.revisions.begin(PATH, FIRST, NOW)
    store.revisions.begin(PATH, SECOND, NOW)
    add(store, SECOND, FIRST)
    store.revisions.begin(PATH, FIRST, NOW)

    first = store.revisions.history(PATH)[-1]
    assert texts(store) == [SECOND, FIRST]
    assert (first.staff, first.name, first.parent) == (None, "", "")


def test_what_was_changed_elsewhere_is_caught_up_with(store):
    store.revisions.catch_up(PATH, FIRST, NOW)
    store.revisions.catch_up(PATH, FIRST, NOW)
    add(store, SECOND, FIRST)
    store.revisions.catch_up(PATH, FIRST, LATER)

    latest = store.revisions.latest(PATH)
    assert texts(store) == [FIRST, SECOND, FIRST]
    assert (latest.staff, latest.name, latest.parent) == (None, "", digest_of(SECOND))
    assert latest.at == LATER


def test_what_no_database_can_hold_of_a_name_or_note_is_left_out(store):
    someone = replace(MINH, name="Mi\0nh" * 40)

    saved = store.revisions.add(PATH, FIRST, parent="", by=someone, at=NOW, note="a\0\ud800")

    assert saved.note == "a?"
    assert saved.name == ("Minh" * 40)[:80]
    assert store.revisions.get(saved.number) == saved


def test_a_time_needs_a_zone(store):
    for call in (store.revisions.begin, store.revisions.catch_up):
        with pytest.raises(ValueError, match="zone"):
            call(PATH, FIRST, NOW.replace(tzinfo=None))
    with pytest.raises(ValueError, match="zone"):
        store.revisions.add(PATH, FIRST, parent="", by=MINH, at=NOW.replace(tzinfo=None))
    assert store.revisions.last() == 0


@pytest.mark.parametrize("known", [True, False])
def test_of_eight_edits_of_the_same_version_at_once_one_is_saved(known, store, at_once):
    if known:
        add(store, FIRST)

    def edit(number):
        try:
            return add(store, f"id: {number}\n", FIRST)
        except EditConflictError as error:
            return error

    done = at_once(8, edit)

    saved = [one for one in done if isinstance(one, Revision)]
    assert len(saved) == 1
    assert {one.text for one in done if isinstance(one, EditConflictError)} == {saved[0].text}
    assert texts(store) == [saved[0].text, FIRST][: 1 + known]


def test_edits_of_different_files_at_once_are_all_saved_with_rising_numbers(store, at_once):
    seen = []

    def edit(number):
        saved = add(store, FIRST, path=f"lines/line-{number}.yaml")
        seen.append((saved.number, len(store.revisions.newest())))
        return saved.number

    numbers = at_once(8, edit)

    assert sorted(numbers) == [*range(min(numbers), min(numbers) + 8)]
    # Whoever sees a number sees every file that was saved under a lower one.
    assert all(count >= number - min(numbers) + 1 for number, count in seen)


def test_what_eight_begin_at_once_is_begun_once(store, at_once):
    at_once(8, lambda _: store.revisions.begin(PATH, FIRST, NOW))

    assert texts(store) == [FIRST]


def test_versions_that_are_away_are_used_when_they_come_back(backend, store):
    first = add(store, FIRST)
    backend.take_away()
    try:
        for call in (
            lambda: add(store, SECOND, FIRST),
            lambda: store.revisions.begin(PATH, FIRST, NOW),
            lambda: store.revisions.catch_up(PATH, SECOND, NOW),
            lambda: store.revisions.latest(PATH),
            lambda: store.revisions.history(PATH),
            lambda: store.revisions.get(first.number),
            store.revisions.newest,
            store.revisions.last,
        ):
            with pytest.raises(StoreUnavailableError):
                call()
    finally:
        backend.give_back()

    assert store.revisions.history(PATH) == (first,)
