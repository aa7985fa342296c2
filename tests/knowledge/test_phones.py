import pytest

from knowledge.phones import long_numbers, redact, short_numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Call 02-2075-4180 now.", ["02-2075-4180"]),
        ("Call 1577-1366.", ["1577-1366"]),
        ("1577-1366 or 1588-5644", ["1577-1366", "1588-5644"]),
        ("밤에는 1577-1366에 전화하세요", ["1577-1366"]),
        ("请拨打1577-1366咨询", ["1577-1366"]),
        ("+82-2-2075-4180", ["+82-2-2075-4180"]),
        ("E-9-1, 2025-04-30, 09:00-18:00", []),
        ("from 2024-2025", []),
        ("IV-2-①", []),
    ],
)
def test_numbers_with_hyphens_are_found(text, numbers):
    assert long_numbers(text) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Call 120 or 1345 now", ["120", "1345"]),
        ("119로 전화하세요", ["119"]),
        ("Call 120.", ["120"]),
        ("请打120。", ["120"]),
        ("24 hours, 2025, 09:00, 1577-1366, 1,300", []),
    ],
)
def test_numbers_that_could_be_a_helpline_are_found(text, numbers):
    assert short_numbers(text) == numbers


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Call 1577-1366, not 02-123-4567.", "Call 1577-1366, not …."),
        ("1577-1366에, 02-123-4567에", "1577-1366에, …에"),
        ("in 2024-2025, at 09:00-18:00, with E-9-1", "in 2024-2025, at 09:00-18:00, with E-9-1"),
    ],
)
def test_only_allowed_numbers_are_shown(text, shown):
    assert redact(text, frozenset({"1577-1366"})) == shown
