"""Who comes says so at the door, with a code or by name to the secretariat."""

from typing import Any

from agenda.errors import Invalid
from agenda.handlers import callers, codes, projections, quorums, responses
from agenda.handlers.attendees import named
from agenda.handlers.keeping import keep
from agenda.model.attendee import Attendee
from agenda.model.meeting import Meeting
from agenda.model.member import Member
from agenda.model.response import Answer, Response
from agenda.store import ATTENDEES, MEETINGS, RESPONSES
from chassis.mongo import Transaction

Command = dict[str, Any]


def check_in(tx: Transaction, command: Command) -> tuple[Response, Member] | Attendee:
    meeting = MEETINGS.get(tx, command["id"])
    meeting.allow_check_in(tx.now)
    who = _who(command)
    if not tx.caller.has(callers.SECRETARIAT):
        codes.check(meeting, who, command["code"] or "")
    if command["attendee"]:
        attendee = named(tx, meeting, who)
        attendee.check_in(tx.now)
        ATTENDEES.save(tx, attendee)
        return attendee
    member = projections.of_committee(tx, _awaited(tx, meeting, who), meeting.committee)
    response = responses.of(tx, meeting, member.id)
    was = response.present
    facts = response.check_in(command["persons"], tx.now)
    quorums.count(tx, meeting, {member.kind: response.present - was})
    return keep(tx, RESPONSES, response, facts), member


def code(tx: Transaction, command: Command) -> Command:
    """For the member's own people, and the secretariat, which prints them for the others."""
    meeting = MEETINGS.get(tx, command["id"])
    if command["attendee"]:
        attendee = named(tx, meeting, command["attendee"])
        callers.speak_for(tx.caller, attendee.member or "")
        return {"meeting": meeting.id, "attendee": attendee.id, "code": codes.code(meeting, attendee.id)}
    member = callers.member_meant(tx.caller, command["member"])
    projections.of_committee(tx, member, meeting.committee)
    return {"meeting": meeting.id, "member": member, "code": codes.code(meeting, member)}


def _awaited(tx: Transaction, meeting: Meeting, member: str) -> str:
    """The one that stands for a merged record, unless that kept its own part in this meeting."""
    stands = projections.standing_for(tx, member)
    kept = stands != member and responses.of(tx, meeting, member).status != Answer.NO_REPLY
    return member if kept else stands


def _who(command: Command) -> str:
    who: str | None = command["attendee"] or command["member"]
    if who is None:
        raise Invalid(fields={"member": ["required"]})
    return who
