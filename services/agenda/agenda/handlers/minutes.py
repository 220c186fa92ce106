"""The minutes of a meeting, from their draft to their adoption.

`content_of` is what they say: also for whoever sets them as a document.
"""

import json
from dataclasses import dataclass, replace
from typing import Any

from agenda.errors import CORRECTIONS_UNANSWERED, MINUTES_NOT_FOUND, Conflict, NotFound
from agenda.following.store import CORRECTIONS, MINUTES
from agenda.handlers import callers, notes, projections, showing
from agenda.handlers.meetings import change
from agenda.model import minutes as model
from agenda.model.correction import CorrectionStatus
from agenda.model.fact import Facts
from agenda.model.meeting import Meeting
from agenda.model.meeting_states import FIXED, SITTING, Status
from agenda.model.minutes import MinutesText
from agenda.model.response import Attendance
from agenda.store import MEETINGS, RESPONSES
from chassis.errors import TooLarge
from chassis.mongo import Transaction

Command = dict[str, Any]
Content = dict[str, Any]
LIMIT = 768 * 1024
"""Bytes of JSON: what is larger could not be read at once."""
OF_THE_MEETING = ("id", "number", "starts_at", "ends_at", "venue", "chair", "purpose", "participants")
MANY = 100


@dataclass(frozen=True, slots=True)
class Read:
    meeting: Meeting
    content: Content


def draft(tx: Transaction, command: Command) -> Meeting:
    return change(tx, command, model.draft)


def circulate(tx: Transaction, command: Command) -> Meeting:
    """Fixes the text as the first edition."""

    def circulated(meeting: Meeting) -> Facts:
        facts = model.circulate(meeting, tx.now)
        fix(tx, meeting, gathered(tx, meeting))
        return facts

    return change(tx, command, circulated)


def adopt(tx: Transaction, command: Command) -> Meeting:
    def adopted(meeting: Meeting) -> Facts:
        facts = model.adopt(meeting, MEETINGS.get(tx, command["meeting"]), tx.now)
        waiting = {"meeting": meeting.id, "status": CorrectionStatus.PROPOSED}
        unanswered, _ = CORRECTIONS.page(tx, waiting, None, MANY)
        if unanswered:
            raise Conflict(CORRECTIONS_UNANSWERED, count=len(unanswered))
        return facts

    return change(tx, command, adopted)


def read(tx: Transaction, command: Command) -> Read:
    """The draft is the secretariat's; what is circulated is the members'; what is adopted is everybody's."""
    meeting = MEETINGS.get(tx, command["id"])
    must_be_shown(tx, meeting)
    return Read(meeting, shown(tx, meeting, content_of(tx, meeting)))


def editions(tx: Transaction, command: Command) -> tuple[list[MinutesText], str | None]:
    meeting = MEETINGS.get(tx, command["id"])
    must_be_shown(tx, meeting)
    return MINUTES.page(tx, {"meeting": meeting.id}, command["after"], command["limit"])


def edition(tx: Transaction, command: Command) -> MinutesText:
    meeting = MEETINGS.get(tx, command["id"])
    must_be_shown(tx, meeting)
    text = MINUTES.get(tx, MinutesText.id_of(meeting.id, command["number"]))
    return replace(text, content=shown(tx, meeting, dict(text.content)))


def content_of(tx: Transaction, meeting: Meeting) -> Content:
    """As they were fixed last; before that, as they would be now."""
    if meeting.minutes is None:
        return gathered(tx, meeting)
    return dict(MINUTES.get(tx, MinutesText.id_of(meeting.id, meeting.minutes.edition)).content)


def gathered(tx: Transaction, meeting: Meeting) -> Content:
    """All that was recorded: who came, what was on the agenda, what was said on it and what was resolved."""
    of_meeting, written = showing.meeting(tx, meeting), notes.of_meeting(tx, meeting.id)
    sections = showing.agenda(tx, meeting)["sections"]
    for section in sections:
        section["items"] = [_with_notes(item, written) for item in section["items"]]
    return {
        "meeting": {name: of_meeting[name] for name in OF_THE_MEETING if name in of_meeting},
        "committee": {"id": meeting.committee, "name": _committees_name(tx, meeting)},
        "attendance": _attendance(tx, meeting),
        "sections": sections,
        "corrections": [],
    }


def fix(tx: Transaction, meeting: Meeting, content: Content, correction: str | None = None) -> None:
    """Added once and for all: there is no other way in which a text is written."""
    if len(json.dumps(content, ensure_ascii=False).encode()) > LIMIT:
        raise TooLarge(limit=LIMIT)
    edition = meeting.minutes.edition if meeting.minutes else 1
    text = MinutesText(
        id=MinutesText.id_of(meeting.id, edition),
        meeting=meeting.id,
        committee=meeting.committee,
        edition=edition,
        content=content,
        fixed_at=tx.now,
        correction=correction,
    )
    MINUTES.add(tx, text)


def must_be_shown(tx: Transaction, meeting: Meeting) -> None:
    allowed = meeting.status is Status.MINUTES_ADOPTED
    if tx.caller.has(callers.SECRETARIAT):
        allowed = meeting.status in (*SITTING, *FIXED)
    elif meeting.status is Status.MINUTES_CIRCULATED:
        allowed = callers.comes_for_one_of(tx, meeting.committee)
    if not allowed:
        raise NotFound(MINUTES_NOT_FOUND, meeting=meeting.id)


def shown(tx: Transaction, meeting: Meeting, content: Content) -> Content:
    """Of a closed item others than the members read the number alone."""
    if tx.caller.has(callers.SECRETARIAT) or callers.comes_for_one_of(tx, meeting.committee):
        return content
    return without_closed(content)


def without_closed(content: Content) -> Content:
    items = [item for section in content["sections"] for item in section["items"]]
    closed = {item["id"] for item in items if item.get("closed")}
    sections = [
        {**section, "items": [_without_closed(item) for item in section["items"]]}
        for section in content["sections"]
    ]
    corrections = [one for one in content["corrections"] if one["item"] not in closed]
    return {**content, "sections": sections, "corrections": corrections}


def _without_closed(item: Content) -> Content:
    if not item.get("closed"):
        return item
    return {name: item[name] for name in ("id", "ordinal", "number", "status", "closed") if name in item}


def _with_notes(item: Content, written: dict[str, Any]) -> Content:
    return {**item, "notes": written[item["id"]]} if item["id"] in written else item


def _attendance(tx: Transaction, meeting: Meeting) -> dict[str, list[Content]]:
    """Organisations, by whether they came."""
    found = RESPONSES.find(tx, {"meeting": meeting.id, "recorded": True})
    known = projections.members(tx, {one.member for one in found})
    named = [
        (one.attendance, {"member": one.member, "name": known[one.member].name, "persons": one.persons})
        for one in found
        if one.member in known
    ]
    return {str(kind): [one for attendance, one in named if attendance is kind] for kind in Attendance}


def _committees_name(tx: Transaction, meeting: Meeting) -> Any:
    return projections.committee(tx, meeting.committee).facts["name"]
