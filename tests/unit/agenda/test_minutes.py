"""Minutes: what is fixed stays as it is, who adopts them, and what others may read."""

from datetime import timedelta
from typing import Any

import pytest

from agenda.errors import NOT_THE_NEXT_MEETING, TRANSITION_FORBIDDEN, Conflict
from agenda.handlers.minutes import without_closed
from agenda.model import minutes
from agenda.model.correction import TRANSITIONS as ANSWERED
from agenda.model.correction import Correction, CorrectionStatus
from agenda.model.fact import Fact
from agenda.model.meeting import Meeting
from agenda.model.meeting_states import TRANSITIONS, Status
from agenda.model.minutes import Minutes, MinutesText
from tests.unit.agenda.builders import (
    COMMITTEE,
    MEETING,
    NOW,
    PROPOSER,
    REASON,
    STARTS,
    closed,
    meeting,
    sitting,
)

LATER = STARTS + timedelta(days=90)
CONTENT: dict[str, Any] = {
    "sections": [{"ordinal": 5, "items": [{"id": "a", "notes": {"th": "เดิม"}}, {"id": "b"}]}],
    "corrections": [],
}


def following(**changes: Any) -> Meeting:
    return sitting(**{"id": "meeting-2", "starts_at": LATER, **changes})


def circulated() -> Meeting:
    one = closed()
    minutes.draft(one)
    minutes.circulate(one, NOW)
    return one


VERBS: dict[str, Any] = {
    "draft": minutes.draft,
    "circulate": lambda one: minutes.circulate(one, NOW),
    "correct": minutes.correct,
    "adopt": lambda one: minutes.adopt(one, following(), NOW),
}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_starts_from_the_states_of_its_row_and_from_no_other(verb: str, status: Status) -> None:
    one = meeting(status=status, minutes=Minutes(edition=1, circulated_at=NOW))
    if status in TRANSITIONS[verb]:
        assert VERBS[verb](one)
        return
    with pytest.raises(Conflict) as refused:
        VERBS[verb](one)
    assert refused.value.code == TRANSITION_FORBIDDEN
    assert one.minutes == Minutes(edition=1, circulated_at=NOW)


def test_they_are_drafted_circulated_corrected_and_adopted() -> None:
    one = closed()
    told = [*minutes.draft(one), *minutes.circulate(one, NOW), *minutes.correct(one)]
    told += minutes.adopt(one, following(), LATER)
    assert [fact.fact for fact in told] == [
        Fact.MEETING_MINUTES_DRAFTED,
        Fact.MEETING_MINUTES_CIRCULATED,
        Fact.MEETING_MINUTES_CORRECTED,
        Fact.MEETING_MINUTES_ADOPTED,
    ]
    assert one.status is Status.MINUTES_ADOPTED
    assert one.minutes == Minutes(edition=2, circulated_at=NOW, adopted_at=LATER, adopted_by="meeting-2")


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_adopted_never_changes(verb: str) -> None:
    one = circulated()
    minutes.adopt(one, following(), NOW)
    before = one.minutes
    with pytest.raises(Conflict):
        VERBS[verb](one)
    assert (one.minutes, one.status) == (before, Status.MINUTES_ADOPTED)


@pytest.mark.parametrize(
    "verb", ["revise", "record", "discuss", "decide", "adjourn", "attend", "note", "list", "remove"]
)
@pytest.mark.parametrize("status", [Status.MINUTES_CIRCULATED, Status.MINUTES_ADOPTED])
def test_what_they_are_made_from_stays_once_they_are_fixed(verb: str, status: Status) -> None:
    with pytest.raises(Conflict):
        meeting(status=status).allow(verb)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": MEETING},
        {"starts_at": STARTS},
        {"starts_at": STARTS - timedelta(days=1)},
        {"committee": "committee-2"},
    ],
)
def test_they_are_adopted_by_a_later_meeting_of_the_same_committee(changes: dict[str, Any]) -> None:
    one = circulated()
    with pytest.raises(Conflict) as refused:
        minutes.adopt(one, following(**changes), NOW)
    assert refused.value.code == NOT_THE_NEXT_MEETING
    assert one.status is Status.MINUTES_CIRCULATED


@pytest.mark.parametrize("status", Status)
def test_the_meeting_that_adopts_them_sits_at_least(status: Status) -> None:
    one, by = circulated(), meeting(id="meeting-2", starts_at=LATER, status=status)
    if status in (Status.PLANNED, Status.CONVENED, Status.CANCELLED):
        with pytest.raises(Conflict):
            minutes.adopt(one, by, NOW)
    else:
        assert minutes.adopt(one, by, NOW)


def test_an_edition_has_one_place() -> None:
    assert MinutesText.id_of(MEETING, 2) == f"{MEETING}/2"


def test_a_correction_makes_another_content_and_leaves_the_one_before() -> None:
    about = {"id": "correction-1", "member": PROPOSER, "item": "a", "text": {"th": "ผิด"}}
    after = minutes.corrected(CONTENT, "a", {"th": "ใหม่"}, about)
    assert [item.get("notes") for item in after["sections"][0]["items"]] == [{"th": "ใหม่"}, None]
    assert after["corrections"] == [about]
    assert CONTENT["sections"][0]["items"][0]["notes"] == {"th": "เดิม"}
    assert CONTENT["corrections"] == []


@pytest.mark.parametrize("status", CorrectionStatus)
@pytest.mark.parametrize("verb", ANSWERED)
def test_a_correction_is_answered_once(verb: str, status: CorrectionStatus) -> None:
    one = Correction(
        id="correction-1",
        meeting=MEETING,
        committee=COMMITTEE,
        member=PROPOSER,
        text={"th": "ผิด"},
        proposed_at=NOW,
        status=status,
    )
    answers: dict[str, Any] = {
        "accept": lambda: one.accept(2, None, NOW),
        "decline": lambda: one.decline(REASON, NOW),
    }
    if status is CorrectionStatus.PROPOSED:
        answers[verb]()
        assert one.answered_at == NOW
    else:
        with pytest.raises(Conflict):
            answers[verb]()


def test_of_a_closed_item_others_read_the_number_alone() -> None:
    secret = {
        "id": "a",
        "number": {"en": "5.1"},
        "title": {"th": "ลับ"},
        "notes": {"th": "ลับ"},
        "closed": True,
    }
    plain = {"id": "b", "title": {"th": "เปิดเผย"}, "notes": {"th": "เปิดเผย"}}
    content = {"sections": [{"items": [secret, plain]}], "corrections": [{"item": "a"}, {"item": None}]}
    shown = without_closed(content)
    seen = {name: secret[name] for name in ("id", "number", "closed")}
    assert shown["sections"] == [{"items": [seen, plain]}]
    assert shown["corrections"] == [{"item": None}]
