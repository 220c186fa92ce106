"""Dates, times, names and numbers in the official forms of each language."""

from datetime import UTC, datetime

import pytest

from notify import wording
from notify.model import Language

MORNING = datetime(2018, 1, 31, 2, 0, tzinfo=UTC)
NOON = datetime(2018, 1, 31, 5, 0, tzinfo=UTC)
LATE_EVENING = datetime(2018, 12, 31, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "date", "day", "hours"),
    [
        ("th", "๓๑ มกราคม ๒๕๖๑", "วันพุธที่ ๓๑ มกราคม ๒๕๖๑", "๐๙.๐๐–๑๒.๐๐ น."),
        ("en", "31 January 2018", "Wednesday 31 January 2018", "09:00–12:00 (Bangkok time)"),
    ],
)
def test_a_morning_meeting(language: Language, date: str, day: str, hours: str) -> None:
    assert wording.date(MORNING, language) == date
    assert wording.day(MORNING, language) == day
    assert wording.hours(MORNING, NOON, language) == hours


def test_the_day_and_year_are_those_of_bangkok() -> None:
    assert wording.date(LATE_EVENING, "th") == "๑ มกราคม ๒๕๖๒"
    assert wording.date(LATE_EVENING, "en") == "1 January 2019"


def test_an_end_that_is_not_known_is_not_named() -> None:
    assert wording.hours(MORNING, None, "th") == "๐๙.๐๐ น."


def test_an_end_on_another_day_names_it() -> None:
    assert wording.hours(MORNING, LATE_EVENING, "en") == "09:00– 1 January 2019 01:30 (Bangkok time)"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("th", "ดร.ผู้แทน หนึ่ง"), ("en", "Dr Representative One")],
)
def test_a_name_is_put_together_as_its_language_does(language: Language, expected: str) -> None:
    name = {
        "th": {"title": "ดร.", "given": "ผู้แทน", "family": "หนึ่ง"},
        "en": {"title": "Dr", "given": "Representative", "family": "One"},
    }
    assert wording.person(name, language) == expected


def test_a_name_known_in_one_language_serves_in_both() -> None:
    assert wording.person({"th": {"given": "ผู้แทน", "family": "หนึ่ง"}}, "en") == "ผู้แทน หนึ่ง"


def test_a_missing_translation_says_which_language_it_fell_back_to() -> None:
    assert wording.in_words({"th": "เรื่อง", "en": "Matter"}, "en") == ("Matter", None)
    assert wording.in_words({"th": "เรื่อง"}, "en") == ("เรื่อง", "th")


def test_a_number_has_the_digits_of_the_language() -> None:
    assert wording.number({"th": "๑/๒๕๖๑", "en": "1/2561"}, "th") == "๑/๒๕๖๑"
    assert wording.number({"en": "1/2561"}, "th") == "๑/๒๕๖๑"
