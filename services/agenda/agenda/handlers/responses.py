"""Answers to invitations, and who came."""

from typing import Any

from agenda.errors import OTHER_COMMITTEE, Denied
from agenda.handlers import callers, projections
from agenda.handlers.keeping import keep
from agenda.model.meeting import Meeting
from agenda.model.response import Response
from agenda.store import MEETINGS, RESPONSES
from chassis.mongo import Transaction

Command = dict[str, Any]


def respond(tx: Transaction, command: Command) -> Response:
    member = callers.member_meant(tx.caller, command["member"])
    meeting = MEETINGS.get(tx, command["id"])
    meeting.allow("respond")
    projections.entitled(tx, member, "take_part").must_be_of(meeting.committee)
    response = of(tx, meeting, member)
    facts = response.give(command["answer"], command["delegates"], command["note"], tx.now)
    return keep(tx, RESPONSES, response, facts)


def record_attendance(tx: Transaction, command: Command) -> Response:
    """Of any member that is known: it may have left since."""
    callers.secretariat(tx.caller)
    meeting = MEETINGS.get(tx, command["id"])
    meeting.allow("attend")
    projections.of_committee(tx, command["member"], meeting.committee)
    response = of(tx, meeting, command["member"])
    return keep(tx, RESPONSES, response, response.record(command["status"], command["persons"]))


def page(tx: Transaction, command: Command) -> tuple[list[Response], str | None]:
    return _page(tx, command, {"meeting": command["id"]})


def attendance(tx: Transaction, command: Command) -> tuple[list[Response], str | None]:
    return _page(tx, command, {"meeting": command["id"], "recorded": True})


def _page(tx: Transaction, command: Command, where: Command) -> tuple[list[Response], str | None]:
    """For those who take part: a member of another committee does not."""
    meeting = MEETINGS.get(tx, command["id"])
    asking = None if tx.caller.has(callers.SECRETARIAT) else tx.caller.member
    if asking is not None and projections.member(tx, asking).committee != meeting.committee:
        raise Denied(OTHER_COMMITTEE)
    return RESPONSES.page(tx, where, command["after"], command["limit"])


def of(tx: Transaction, meeting: Meeting, member: str) -> Response:
    """What this member answered; a blank one, where it has not."""
    found = RESPONSES.find(tx, {"meeting": meeting.id, "member": member})
    one = found[0] if found else Response(id=tx.new_id(), meeting=meeting.id, member=member)
    one.committee = meeting.committee
    return one
