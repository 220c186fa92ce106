"""What those who attended find wrong in the minutes, and what the secretariat makes of it."""

from typing import Any

from agenda.errors import CORRECTION_NOT_FOUND, NOT_ATTENDED, Denied, Invalid, NotFound
from agenda.following.store import CORRECTIONS
from agenda.handlers import callers, minutes, projections, responses
from agenda.handlers.keeping import keep
from agenda.model import minutes as model
from agenda.model.correction import Correction
from agenda.model.meeting import Meeting
from agenda.model.response import Attendance
from agenda.store import MEETINGS, RESPONSES
from chassis.mongo import Transaction

Command = dict[str, Any]


def propose(tx: Transaction, command: Command) -> Correction:
    member = callers.member_meant(tx.caller, command["member"])
    meeting = MEETINGS.get(tx, command["id"])
    meeting.allow("correct")
    projections.of_committee(tx, member, meeting.committee)
    if not _attended(tx, meeting, member):
        raise Denied(NOT_ATTENDED, member=member)
    if command["item"]:
        meeting.agenda.item(command["item"])
    correction = Correction(
        id=tx.new_id(),
        meeting=meeting.id,
        committee=meeting.committee,
        member=member,
        item=command["item"],
        text=command["text"],
        proposed_at=tx.now,
    )
    return keep(tx, CORRECTIONS, correction, correction.propose())


def _attended(tx: Transaction, meeting: Meeting, member: str) -> bool:
    """Itself, or as a record that has become a part of it since."""
    if responses.of(tx, meeting, member).present:
        return True
    came = RESPONSES.find(tx, {"meeting": meeting.id, "attendance": str(Attendance.ATTENDED)})
    merged = [
        one.id for one in projections.members(tx, {one.member for one in came}).values() if one.merged_into
    ]
    return member in {projections.standing_for(tx, id) for id in merged}


def accept(tx: Transaction, command: Command) -> Correction:
    """Makes another edition; of an item, with the notes on it as they are to be."""
    callers.secretariat(tx.caller)
    correction = _of_meeting(tx, command)
    if (correction.item is None) != (command["notes"] is None):
        raise Invalid(fields={"notes": ["required" if correction.item else "unknown"]})
    meeting = MEETINGS.get(tx, correction.meeting)
    before = minutes.content_of(tx, meeting)
    facts = model.correct(meeting)
    edition = meeting.minutes.edition if meeting.minutes else 1
    accepted = correction.accept(edition, command["reason"], tx.now)
    about = {
        "id": correction.id,
        "member": correction.member,
        "item": correction.item,
        "text": correction.text,
    }
    content = model.corrected(before, correction.item, command["notes"], about)
    minutes.fix(tx, meeting, content, correction.id)
    keep(tx, MEETINGS, meeting, facts)
    return keep(tx, CORRECTIONS, correction, accepted)


def decline(tx: Transaction, command: Command) -> Correction:
    callers.secretariat(tx.caller)
    correction = _of_meeting(tx, command)
    return keep(tx, CORRECTIONS, correction, correction.decline(command["reason"], tx.now))


def get(tx: Transaction, command: Command) -> Correction:
    minutes.must_be_shown(tx, MEETINGS.get(tx, command["id"]))
    return _of_meeting(tx, command)


def page(tx: Transaction, command: Command) -> tuple[list[Correction], str | None]:
    meeting = MEETINGS.get(tx, command["id"])
    minutes.must_be_shown(tx, meeting)
    return CORRECTIONS.page(tx, {"meeting": meeting.id}, command["after"], command["limit"])


def _of_meeting(tx: Transaction, command: Command) -> Correction:
    correction = CORRECTIONS.get(tx, command["correction"], command.get("if_match"))
    if correction.meeting != command["id"]:
        raise NotFound(CORRECTION_NOT_FOUND, id=correction.id)
    return correction
