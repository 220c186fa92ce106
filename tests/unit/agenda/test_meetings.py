from datetime import UTC, datetime, timedelta

import pytest

from agenda.errors import (
    ALREADY_ON_AGENDA,
    NO_SUCH_SECTION,
    NOT_A_LATER_MEETING,
    OTHER_YEAR,
    TRANSITION_FORBIDDEN,
    Conflict,
    Invalid,
    NotFound,
)
from agenda.model.document_kinds import Kind
from agenda.model.fact import Fact, Facts
from agenda.model.item import ItemStatus
from agenda.model.meeting import Meeting
from agenda.model.meeting_states import Status
from tests.unit.agenda.builders import NOW, REASON, STARTS, convened, meeting, resolution, sitting

TITLE = {"th": "เรื่อง"}


def told(facts: Facts) -> list[tuple[Fact, str | None]]:
    return [(one.fact, one.item.id if one.item else None) for one in facts]


def with_items(one: Meeting, *ids: str, section: int = 5) -> Meeting:
    for id in ids:
        one.list_item(id, section, TITLE, proposal=f"of {id}")
    return one


def test_a_meeting_goes_its_way() -> None:
    one = meeting()
    for verb, status in (
        (one.convene, Status.CONVENED),
        (one.open, Status.IN_SESSION),
        (lambda: one.close({"count": 80, "approximate": True}), Status.CLOSED),
    ):
        verb()
        assert one.status is status
    assert one.participants == {"count": 80, "approximate": True}


def test_rescheduling_keeps_it_convened_and_raises_its_calendar_sequence() -> None:
    one = convened(ends_at=STARTS + timedelta(hours=3))
    one.reschedule(STARTS + timedelta(days=7), None, REASON)
    assert (one.status, one.calendar_sequence) == (Status.CONVENED, 1)
    assert one.ends_at == STARTS + timedelta(days=7, hours=3)


def test_what_a_meeting_left_behind_stays_readable() -> None:
    one = meeting(ends_at=STARTS + timedelta(hours=3))
    one.reschedule(STARTS + timedelta(days=1), None, None, NOW)
    one.convene()
    one.reschedule(STARTS + timedelta(days=7), None, REASON, NOW)
    one.revise({"venue": {"th": "ที่อื่น"}}, NOW)
    one.revise({"capacity": 80, "online_url": "https://meet.example/1"}, NOW)
    left = [(was.starts_at, was.calendar_sequence, was.announced, was.reason) for was in one.moved_from]
    assert left == [
        (STARTS, 0, False, None),
        (STARTS + timedelta(days=1), 0, True, REASON),
        (STARTS + timedelta(days=7), 1, True, None),
    ]
    assert one.moved_from[0].ends_at == STARTS + timedelta(hours=3)
    assert (one.moved_from[2].venue, one.calendar_sequence) == (meeting().venue, 2)


def test_moving_to_another_year_is_refused_and_changes_nothing() -> None:
    one = convened()
    with pytest.raises(Conflict) as refused:
        one.reschedule(datetime(2018, 12, 31, 17, tzinfo=UTC), None, None)
    assert (refused.value.code, refused.value.params) == (OTHER_YEAR, {"year_be": 2561})
    assert one == convened()


def test_it_ends_after_it_starts() -> None:
    for starts, ends in ((STARTS, STARTS), (STARTS, STARTS - timedelta(hours=1))):
        with pytest.raises(Invalid) as refused:
            meeting(starts_at=starts, ends_at=ends)
        assert refused.value.fields == {"ends_at": ["ends_before_start"]}
        one = convened()
        with pytest.raises(Invalid):
            one.reschedule(starts, ends, None)
        assert one == convened()


def test_another_place_is_another_entry_in_the_calendars_of_those_invited() -> None:
    for one, sequence in ((meeting(), 0), (convened(), 1)):
        one.revise({"venue": {"th": "ที่อื่น"}})
        one.revise({"purpose": {"th": "เพื่อหารือ"}})
        assert one.calendar_sequence == sequence


def test_cancelling_keeps_the_number_and_the_reason() -> None:
    one = convened()
    assert told(one.cancel(REASON)) == [(Fact.MEETING_CANCELLED, None)]
    assert (one.number, one.reason, one.calendar_sequence) == (meeting().number, REASON, 1)


def test_a_meeting_cancelled_before_anybody_was_called_is_no_news_to_calendars() -> None:
    one = meeting()
    one.cancel(REASON)
    assert one.calendar_sequence == 0


def test_a_meeting_on_record_is_closed_and_in_the_past() -> None:
    one = meeting(number=None)
    with pytest.raises(Invalid):
        one.record(at=NOW)
    assert told(one.record(at=STARTS)) == [(Fact.MEETING_RECORDED, None)]
    assert (one.status, one.held, one.year_be) == (Status.CLOSED, True, 2561)
    with_items(one, "a")
    with pytest.raises(Conflict):
        one.reschedule(STARTS, None, None)


def test_items_are_numbered_in_their_section_in_thai_digits() -> None:
    one = with_items(meeting(), "a", "b")
    with_items(one, "c", section=4)
    assert [item.number for item in one.agenda.items_of(5)] == [
        {"th": "๕.๑", "en": "5.1"},
        {"th": "๕.๒", "en": "5.2"},
    ]
    assert one.agenda.item("c").number["th"] == "๔.๑"


def test_purpose_finds_the_section() -> None:
    agenda = meeting().agenda
    assert (agenda.section_for("information"), agenda.section_for("consideration")) == (4, 5)
    with pytest.raises(Invalid):
        agenda.section_for("another")


def test_a_proposal_is_on_one_agenda_once() -> None:
    one = with_items(meeting(), "a")
    with pytest.raises(Conflict) as refused:
        one.list_item("b", 4, TITLE, proposal="of a")
    assert refused.value.code == ALREADY_ON_AGENDA
    one.remove_item("a")
    one.list_item("b", 4, TITLE, proposal="of a")


def test_items_without_a_proposal_are_many() -> None:
    one = meeting()
    for id in ("a", "b"):
        one.list_item(id, 6, TITLE)
    assert [item.id for item in one.agenda.items_of(6)] == ["a", "b"]


def test_a_section_must_be_in_the_template() -> None:
    with pytest.raises(Conflict) as refused:
        meeting().list_item("a", 7, TITLE)
    assert refused.value.code == NO_SUCH_SECTION


def test_removing_closes_the_gap_until_the_meeting_sits() -> None:
    one = with_items(convened(), "a", "b", "c")
    assert told(one.remove_item("a")) == [
        (Fact.ITEM_REMOVED, "a"),
        (Fact.ITEM_LISTED, "b"),
        (Fact.ITEM_LISTED, "c"),
    ]
    assert [item.ordinal for item in one.agenda.items_of(5)] == [1, 2]
    one.open()
    assert told(one.remove_item("b")) == [(Fact.ITEM_REMOVED, "b")]
    assert one.agenda.item("c").number["en"] == "5.2"


def test_an_item_is_discussed_then_decided() -> None:
    one = with_items(sitting(), "a")
    with pytest.raises(Conflict) as refused:
        one.decide_item("a", resolution("a"))
    assert refused.value.params == {"aggregate": "item", "status": "listed", "verb": "decide"}
    one.discuss_item("a")
    assert told(one.decide_item("a", resolution("a"))) == [(Fact.ITEM_DECIDED, "a")]
    assert one.agenda.item("a").resolution == resolution("a")


def test_nothing_is_resolved_before_the_meeting_sits() -> None:
    one = with_items(convened(), "a")
    with pytest.raises(Conflict) as refused:
        one.discuss_item("a")
    assert refused.value.code == TRANSITION_FORBIDDEN


def test_what_is_adjourned_goes_on_at_a_later_meeting() -> None:
    one = with_items(sitting(), "a")
    later = convened(id="meeting-2", starts_at=STARTS + timedelta(days=90))
    one.adjourn_item("a", later)
    again, facts = later.take_over("b", one.agenda.item("a"))
    assert (one.agenda.item("a").status, one.agenda.item("a").adjourned_to) == (
        ItemStatus.ADJOURNED,
        "meeting-2",
    )
    assert (again.continues, again.proposal, again.meeting) == ("a", "of a", "meeting-2")
    assert told(facts) == [(Fact.ITEM_LISTED, "b")]


def test_an_item_is_not_adjourned_to_an_earlier_meeting_nor_to_its_own() -> None:
    one = with_items(sitting(), "a")
    for to in (one, convened(id="meeting-2", starts_at=STARTS - timedelta(days=1))):
        with pytest.raises(Conflict) as refused:
            one.adjourn_item("a", to)
        assert refused.value.code == NOT_A_LATER_MEETING
    assert one.agenda.item("a").status is ItemStatus.LISTED


def test_an_unknown_item_is_not_found() -> None:
    with pytest.raises(NotFound):
        sitting().discuss_item("none")


def test_an_edit_counts_for_the_documents_that_say_it() -> None:
    one = with_items(sitting(), "a")
    one.discuss_item("a")
    before = dict(one.editions)
    one.decide_item("a", resolution("a"))
    one.close({"count": 55, "approximate": False})
    assert one.editions[Kind.AGENDA] == before[Kind.AGENDA]
    assert one.editions[Kind.NEWS_RELEASE] == before[Kind.NEWS_RELEASE] + 2
    assert one.editions[Kind.INVITATION] == before[Kind.INVITATION]
    one.revise({"venue": {"th": "ที่อื่น"}})
    assert one.editions[Kind.AGENDA] == before[Kind.AGENDA] + 1
