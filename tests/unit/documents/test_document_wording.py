"""Dates, hours, names, counts and places, as each language's documents have them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from agenda.documents import english, thai
from agenda.documents.texts import NBSP

NINE = "2018-01-31T02:00:00.000Z"
NOON = datetime(2018, 1, 31, 5, tzinfo=UTC)
MIDNIGHT = "2018-01-30T17:00:00Z"


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_both_languages_have_the_same_words_for_the_templates() -> None:
    assert set(english.FILTERS) - set(thai.FILTERS) == {"capital"}
    assert set(thai.FILTERS) <= set(english.FILTERS)


@pytest.mark.parametrize(
    ("moment", "in_thai", "in_english"),
    [
        (NINE, "วันพุธที่ ๓๑ มกราคม ๒๕๖๑", "Wednesday, 31 January 2018"),
        (MIDNIGHT, "วันพุธที่ ๓๑ มกราคม ๒๕๖๑", "Wednesday, 31 January 2018"),
        ("2018-12-31T17:30:00Z", "วันอังคารที่ ๑ มกราคม ๒๕๖๒", "Tuesday, 1 January 2019"),
        ("2017-10-09", "วันจันทร์ที่ ๙ ตุลาคม ๒๕๖๐", "Monday, 9 October 2017"),
        (NOON, "วันพุธที่ ๓๑ มกราคม ๒๕๖๑", "Wednesday, 31 January 2018"),
    ],
)
def test_days_are_those_of_bangkok(moment: Any, in_thai: str, in_english: str) -> None:
    assert plain(thai.long_day(moment)) == in_thai
    assert plain(english.long_day(moment)) == in_english


@pytest.mark.parametrize(
    ("start", "end", "in_thai", "in_english"),
    [
        (NINE, NOON, "เวลา ๐๙.๐๐ – ๑๒.๐๐ น.", "09:00–12:00 hrs"),
        (NINE, None, "เวลา ๐๙.๐๐ น.", "09:00 hrs"),
        (NINE, "2018-02-01T05:00:00Z", "เวลา ๐๙.๐๐ น.", "09:00 hrs"),
        (MIDNIGHT, None, "", ""),
    ],
)
def test_hours_are_told_where_they_are_known(start: Any, end: Any, in_thai: str, in_english: str) -> None:
    assert plain(thai.hours(start, end)) == in_thai
    assert plain(english.hours(start, end)) == in_english


@pytest.mark.parametrize(
    ("title", "whole"),
    [
        ("นาง", "นางก ข"),
        ("นางสาว", "นางสาวก ข"),
        ("ม.ร.ว.", "ม.ร.ว.ก ข"),
        ("พลเอก", "พลเอก ก ข"),
        ("ศาสตราจารย์", "ศาสตราจารย์ ก ข"),
        (None, "ก ข"),
    ],
)
def test_titles_stand_by_the_name_as_custom_has_it(title: str | None, whole: str) -> None:
    name = {"th": {"title": title, "given": "ก", "family": "ข"}}
    assert plain(thai.person(name).striptags()) == whole


def test_an_english_title_stands_apart() -> None:
    name = {"en": {"title": "Mrs.", "given": "Given", "family": "Family"}}
    assert english.person(name) == f'<span class="keep">Mrs.{NBSP}Given{NBSP}Family</span>'
    assert 'lang="en"' in thai.person(name)


@pytest.mark.parametrize(
    ("count", "approximate", "in_thai", "in_english"),
    [(80, True, "ประมาณ ๘๐ คน", "about 80 people"), (1055, False, "จำนวน ๑,๐๕๕ คน", "1,055 people")],
)
def test_people_are_counted(count: int, approximate: bool, in_thai: str, in_english: str) -> None:
    participants = {"count": count, "approximate": approximate}
    assert plain(thai.people(participants)) == in_thai
    assert plain(english.people(participants)) == in_english


@pytest.mark.parametrize(
    ("venue", "in_thai", "in_english"),
    [
        ({"th": "วิเทศสโมสร", "en": "Vithes Samosorn"}, "ณ วิเทศสโมสร", "at Vithes Samosorn"),
        ({"th": "ผ่านระบบการประชุมออนไลน์", "en": "online"}, "ผ่านระบบการประชุมออนไลน์", "online"),
    ],
)
def test_places_are_somewhere_or_online(venue: dict[str, str], in_thai: str, in_english: str) -> None:
    assert plain(thai.place(venue)) == in_thai
    assert plain(english.place(venue)) == in_english


def test_a_list_ends_with_and() -> None:
    three: list[Any] = [{"th": "ก", "en": "a"}, {"th": "ข", "en": "b"}, {"th": "ค", "en": "c & d"}]
    assert thai.series(three) == "ก ข และค"
    assert english.series(three) == "a, b and c &amp; d"
    assert english.series(three[:1]) == "a"


@pytest.mark.parametrize(
    "tied", ["ค.ศ.~๒๐๓๐", "ครั้งที่~๓", "๕~องค์กร", "ต่าง~ๆ", "วันที่~๒๙~พฤศจิกายน~๒๕๖๔", "SDG~17", "(Ms.~SDG)"]
)
def test_what_a_line_must_not_part_is_tied(tied: str) -> None:
    assert thai.text({"th": tied.replace("~", " ")}) == tied.replace("~", NBSP)
