import re
import time
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import insert

from bot.roles import Role
from bot.storage.audit import BY_ITSELF, AuditRecord
from bot.storage.console_tables import AUDIT

AUDIT_LOG = "/console/audit"
MANY = 100_000
LIMIT = 0.2
"""Seconds of server time that a page may take."""


@pytest.fixture
def manager(at_console):
    return at_console(Role.MANAGER, name="mina")


def rows(page):
    """The cells of each row that a page shows."""
    body = page.text.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        [unescape(cell) for cell in re.findall(r"<td[^>]*>([^<]*)</td>", row)]
        for row in body.split("</tr>")[:-1]
    ]


def note(kept, clock, staff, action="ticket.see", subject="t1", **more):
    kept.audit.add(AuditRecord(more.get("at", clock.now), staff.id, staff.name, action, subject))


def test_the_newest_comes_first_in_plain_words(manager, kept, clock):
    note(kept, clock, manager.staff, "staff.role", "lan")
    kept.audit.add(AuditRecord(clock.now, None, BY_ITSELF, "purge", "", "questions: 3"))

    page = manager.get(AUDIT_LOG)

    assert [row[1:] for row in rows(page)] == [
        ["Ieum", "deleted what was kept long enough", "–", "questions: 3"],
        ["mina", "changed a role", "lan", "–"],
    ]


def test_each_filter_is_kept_in_the_form(manager, kept, clock, staff_of):
    lan = staff_of(name="lan")
    note(kept, clock, manager.staff)
    note(kept, clock, lan, "ticket.claim", "t2", at=clock.now - timedelta(days=2))
    day = f"{clock.now - timedelta(days=2):%Y-%m-%d}"

    for query, wanted in [
        (f"person={lan.id}", ["t2"]),
        ("action=ticket.claim", ["t2"]),
        ("subject=t1", ["t1"]),
        (f"person={BY_ITSELF}", []),
        (f"person={lan.id}&subject=t1", []),
    ]:
        page = manager.get(f"{AUDIT_LOG}?{query}")
        assert [row[3] for row in rows(page)] == wanted, query
        assert ("There is nothing of this kind." in page.text) is (wanted == [])
    page = manager.get(f"{AUDIT_LOG}?person={lan.id}&day={day}")
    assert f'value="{lan.id}" selected' in page.text
    assert f'value="{day}"' in page.text


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "20261128", "2026-1-1", "٢٠٢٦-١١-٢٨"])
def test_a_day_that_is_none_is_told_beside_the_field(day, manager):
    page = manager.get(AUDIT_LOG, params={"day": day, "subject": "t1"})

    assert page.status_code == 422
    assert "Please write a day as 2026-11-28." in page.text
    assert f'value="{day}"' in page.text
    assert 'value="t1"' in page.text


@pytest.mark.parametrize(
    "query", ["before=x", "before=0", "before=99999999999", f"subject={'x' * 121}"]
)
def test_what_the_page_itself_never_asks_for_is_422(query, manager):
    assert manager.get(f"{AUDIT_LOG}?{query}").status_code == 422


def test_a_person_that_is_nobody_is_422(manager):
    page = manager.get(f"{AUDIT_LOG}?person=nobody")

    assert page.status_code == 422
    assert "There is nobody with this name." in page.text


def test_one_pages_through_all_there_is(manager, kept, clock):
    for number in range(250):
        note(kept, clock, manager.staff, subject=f"t{number}")
    address, seen = f"{AUDIT_LOG}?action=ticket.see", []

    while address:
        page = manager.get(unescape(address))
        seen += [row[3] for row in rows(page)]
        links = re.findall(r'<a href="([^"]*)">Older</a>', page.text)
        address = links[0] if links else None

    assert seen == [f"t{number}" for number in reversed(range(250))]
    assert "To the newest" in page.text


def test_a_script_in_a_record_stays_a_text(manager, kept, clock):
    note(kept, clock, manager.staff, "<script>", "<script>alert(1)</script>")

    page = manager.get(AUDIT_LOG)

    assert "<script>alert" not in page.text
    assert rows(page)[0][3] == "<script>alert(1)</script>"


def test_a_hundred_thousand_records_are_no_wait(manager, kept, clock, staff_of):
    lan = staff_of(name="lan")
    with kept._database.writing() as connection:
        connection.execute(
            insert(AUDIT),
            [
                {
                    "at": clock.now - timedelta(minutes=5 * (MANY - number)),
                    "staff": lan.id if number % 1_000 == 0 else manager.staff.id,
                    "name": "lan" if number % 1_000 == 0 else "mina",
                    "action": f"ticket.{'see' if number % 7 else 'claim'}",
                    "subject": f"t{number % 5_000}",
                    "detail": "",
                }
                for number in range(MANY)
            ],
        )
    day = f"{clock.now - timedelta(days=300):%Y-%m-%d}"

    slow = {}
    for query in (
        "",
        f"person={lan.id}",
        f"person={manager.staff.id}",
        "action=ticket.claim",
        "subject=t7",
        f"day={day}",
        f"person={lan.id}&day={day}",
        f"person={lan.id}&action=ticket.see&subject=t7",
        "before=1000",
        "action=ticket.claim&before=500",
    ):
        best = min(seconds(manager, f"{AUDIT_LOG}?{query}") for _ in range(3))
        if best > LIMIT:
            slow[query] = best
    assert slow == {}


def seconds(browser, address):
    started = time.perf_counter()
    assert browser.get(address).status_code == 200
    return time.perf_counter() - started
