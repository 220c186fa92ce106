"""The news release says what the data say, all of it and nothing else."""

from typing import Any

import pytest

from tests.unit.documents.builders import changed, context, item, next_meeting, past_meeting, release
from tests.unit.documents.record import FACTS_OF_THE_RECORD, GROUP, IN_ENGLISH

NEW = "ข้อความใหม่"
TEXTS = (
    "committee.name",
    "committee.short_name",
    "committee.convener.name",
    "committee.convener.press_office",
    "committee.convener.role",
    "committee.convener.sdg_name",
    "committee.founding.body",
    "committee.founding.after.event",
    "committee.membership.form",
    "committee.membership.who",
    "committee.right_to_propose.what",
    "committee.right_to_propose.manner",
    "committee.right_to_propose.subjects",
    "committee.purposes.0",
    "committee.benefits.1",
    "committee.convening.frequency",
    "meeting.number.display",
    "meeting.venue",
    "meeting.purpose",
    "meeting.chair.post",
    "meeting.participants.includes.0",
    "meeting.attended_by",
    "meeting.discussion.0",
)
OTHERS = (
    ("meeting.starts_at", "2018-12-31T17:30:00.000Z", "เมื่อวันที่ ๑ มกราคม ๒๕๖๒"),
    ("meeting.participants.count", 1234, "ประมาณ ๑,๒๓๔ คน"),
    ("meeting.participants.approximate", False, "จำนวน ๘๐ คน"),
    ("meeting.chair.name", {"th": {"title": "ดร.", "given": "ผู้แทน", "family": "หนึ่ง"}}, "ดร.ผู้แทน หนึ่ง"),
    ("committee.convener.sdg", 16, "SDG 16"),
    ("committee.founding.date", "2016-03-05", "เมื่อวันที่ ๕ มีนาคม ๒๕๕๙"),
    ("committee.founding.after.month", "2016-11", "เมื่อเดือนพฤศจิกายน ๒๕๕๙"),
)
MAY_BE_MISSING = (
    "committee.short_name",
    "committee.convener",
    "committee.convener.press_office",
    "committee.convener.role",
    "committee.convener.sdg",
    "committee.convener.sdg_name",
    "committee.founding",
    "committee.founding.after",
    "committee.membership",
    "committee.right_to_propose",
    "committee.right_to_propose.manner",
    "committee.right_to_propose.subjects",
    "committee.purposes",
    "committee.benefits",
    "committee.convening",
    "meeting.number",
    "meeting.venue",
    "meeting.chair",
    "meeting.chair.name",
    "meeting.chair.post",
    "meeting.purpose",
    "meeting.participants",
    "meeting.participants.includes",
    "meeting.attended_by",
    "meeting.discussion",
    "meeting.first",
)


@pytest.fixture(scope="module")
def first() -> dict[str, Any]:
    return context(past_meeting(0))


@pytest.mark.parametrize("fact", FACTS_OF_THE_RECORD)
def test_the_first_meetings_release_holds_every_fact_of_the_record(first: dict[str, Any], fact: str) -> None:
    assert fact in release(first)


@pytest.mark.parametrize("fact", IN_ENGLISH)
def test_and_so_in_english(first: dict[str, Any], fact: str) -> None:
    assert fact in release(first, "en")


@pytest.mark.parametrize("path", TEXTS)
def test_other_words_in_the_data_are_other_words_in_the_text(first: dict[str, Any], path: str) -> None:
    assert NEW not in release(first)
    assert NEW in release(changed(first, path, {"th": NEW, "en": "something else"}))


@pytest.mark.parametrize(("path", "value", "words"), OTHERS)
def test_other_data_are_another_text(first: dict[str, Any], path: str, value: Any, words: str) -> None:
    assert words not in release(first)
    assert words in release(changed(first, path, value))


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("path", MAY_BE_MISSING)
def test_a_fact_that_is_missing_leaves_no_trace(first: dict[str, Any], path: str, language: str) -> None:
    text = release(changed(first, path), language)
    assert text != release(first, language)
    assert not any(trace in text for trace in ("None", "{", "()", "ณ ซึ่ง", " ,", ", .", ".."))


def test_the_first_meeting_is_called_so_and_no_other() -> None:
    assert "ครั้งแรก" not in release(context(past_meeting(1)))


@pytest.mark.parametrize(
    ("index", "opening", "absent"),
    [
        (1, f"เมื่อวันที่ ๗ พฤษภาคม ๒๕๖๑ กระทรวงการต่างประเทศจัดการประชุม{GROUP} ครั้งที่ ๒/๒๕๖๑ ณ วิเทศ", "คน"),
        (2, "ณ มหาวิทยาลัยธรรมศาสตร์ การประชุมครั้งนี้มีผู้เข้าร่วมจำนวน ๕๕ คน", "ประธาน"),
        (3, "ครั้งที่ ๒/๒๕๖๒ การประชุมครั้งนี้มีผู้เข้าร่วมประมาณ ๗๐ คน", " ณ "),
        (5, f"เมื่อวันที่ ๒๙ พฤศจิกายน ๒๕๖๔ กระทรวงการต่างประเทศจัดการประชุม{GROUP} ผ่านระบบ", "ครั้งที่"),
    ],
)
def test_later_meetings_say_what_is_on_record_and_no_more(index: int, opening: str, absent: str) -> None:
    text = release(context(past_meeting(index)))
    assert opening in text
    assert absent not in text.replace("สังคม", "")


def test_a_meeting_to_come_is_told_as_one() -> None:
    text = release(context(next_meeting()))
    assert f"กระทรวงการต่างประเทศมีกำหนดจัดการประชุม{GROUP} ครั้งที่ ๑/๒๕๖๙" in text
    assert "ในวันพฤหัสบดีที่ ๑๕ มกราคม ๒๕๖๙ เวลา ๐๙.๐๐ – ๑๒.๐๐ น." in text
    assert "โดยมีอธิบดีกรมองค์การระหว่างประเทศ กระทรวงการต่างประเทศ เป็นประธาน" in text
    assert "chaired by the Director-General of the Department" in release(context(next_meeting()), "en")
    assert "on Thursday, 15 January 2026, 09:00–12:00 hrs" in release(context(next_meeting()), "en")


def test_a_meeting_called_off_gives_its_reason() -> None:
    text = release(context(next_meeting(status="cancelled", reason={"th": "เหตุจำเป็น"})))
    assert "งดจัดการประชุม" in text
    assert "เนื่องจากเหตุจำเป็น" in text


@pytest.mark.parametrize(
    ("resolution", "thai", "english"),
    [
        ({"kind": "noted", "text": {"th": "ตามเสนอ"}}, "มติ: รับทราบ – ตามเสนอ", "Resolution: noted – ตามเสนอ"),
        ({"kind": "agreed"}, "มติ: เห็นชอบ", "Resolution: agreed"),
        (
            {"kind": "referred_up", "to": {"th": "กพย.", "en": "the National Committee"}},
            "มติ: ให้เสนอกพย. พิจารณา",
            "Resolution: referred to the National Committee",
        ),
        (
            {"kind": "action", "to": {"th": "ฝ่ายเลขานุการ"}},
            "มติ: มอบหมายฝ่ายเลขานุการดำเนินการ",
            "action given to",
        ),
    ],
)
def test_resolutions_are_published(resolution: dict[str, Any], thai: str, english: str) -> None:
    items = {5: [item("5.1", "เรื่องหนึ่ง", resolution=resolution), item("5.2", "เรื่องสอง")]}
    given = context(next_meeting(status="closed"), items)
    assert f"เรื่องหนึ่ง {thai}" in release(given)
    assert english in release(given, "en")
    assert "เรื่องสอง" not in release(given)


def test_outcomes_are_sentences_of_their_own() -> None:
    given = context(next_meeting(status="closed", outcomes=[{"th": "ฝ่ายเลขานุการจะแจ้งกำหนดต่อไป"}]))
    assert "ฝ่ายเลขานุการจะแจ้งกำหนดต่อไป" in release(given)
