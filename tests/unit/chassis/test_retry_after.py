"""For how long a receiver asks to be left in peace, in each form that the standard has, and in none."""

from datetime import UTC, datetime, timedelta

import pytest

from chassis.retry_after import NOTHING, asked

NOW = datetime(2026, 11, 27, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (" 0 ", NOTHING),
        ("999999999", timedelta(seconds=999_999_999)),
        ("Fri, 27 Nov 2026 03:05:00 GMT", timedelta(minutes=5)),
        ("Friday, 27-Nov-26 03:05:00 GMT", timedelta(minutes=5)),
        ("Fri, 27 Nov 2026 03:05:00 -0000", timedelta(minutes=5)),
        ("Fri, 27 Nov 2026 10:05:00 +0700", timedelta(minutes=5)),
        ("Fri, 27 Nov 2026 02:55:00 GMT", NOTHING),
    ],
)
def test_seconds_and_dates(said: str, wait: timedelta) -> None:
    assert asked(429, said, NOW) == asked(503, said, NOW) == wait


@pytest.mark.parametrize(
    "said", [None, "", "soon", "-5", "1.5", "9" * 5000, "๕", "Fri, 99 Nov 2026 03:05:00 GMT", "\x00", "1 2"]
)
def test_what_nobody_can_tell_asks_for_nothing(said: str | None) -> None:
    assert asked(503, said, NOW) == NOTHING


@pytest.mark.parametrize(
    "said",
    [
        "Fri, 27 Nov 99999999999 03:05:00 GMT",
        "Fri, 99999999999 Nov 2026 03:05:00 GMT",
        "Fri, 27 Nov 2026 99999999999:05:00 GMT",
        "Fri, 27 Nov 2026 03:05:00 +99999999999999",
    ],
)
def test_numbers_that_no_date_has_ask_for_nothing(said: str) -> None:
    assert asked(503, said, NOW) == NOTHING


@pytest.mark.parametrize("status", [200, 301, 404, 410, 500, 502])
def test_it_is_looked_at_with_no_other_status(status: int) -> None:
    assert asked(status, "120", NOW) == NOTHING
