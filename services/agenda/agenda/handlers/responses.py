"""Answers to invitations, and lists of who came."""

from collections.abc import Sequence
from typing import Any

from agenda import store
from agenda.errors import MEETING_FULL, NOBODY_DELEGATED, OTHER_COMMITTEE, Conflict, Denied, NotYetKnown
from agenda.handlers import attendees, callers, forgetting, projections
from agenda.handlers.keeping import keep
from agenda.model.meeting import Meeting
from agenda.model.response import Answer, Response
from agenda.store import MEETINGS, RESPONSES
from chassis.envelope import Event
from chassis.mongo import Transaction

Command = dict[str, Any]


def respond(tx: Transaction, command: Command) -> Response:
    member = callers.member_meant(tx.caller, command["member"])
    meeting = MEETINGS.get(tx, command["id"])
    meeting.allow("respond")
    projections.entitled(tx, member, "take_part").must_be_of(meeting.committee)
    response = of(tx, meeting, member)
    instead = _substitute(tx, meeting, response, command)
    facts = response.give(command["answer"], command["delegates"], command["note"], tx.now, instead)
    if not tx.caller.has(callers.SECRETARIAT):
        _must_have_room(tx, meeting, response)
    return keep(tx, RESPONSES, response, facts)


def answered(tx: Transaction, event: Event, data: Command) -> None:
    """By a calendar program, which cannot be told that it may not: what came too late, or is of a time that
    the meeting no longer has, changes nothing. Nor can it be told of a full room: the secretariat sees it."""
    meeting, member = MEETINGS.get(tx, data["meeting"]), projections.standing_for(tx, data["member"])
    try:
        meeting.allow("respond")
        projections.entitled(tx, member, "take_part").must_be_of(meeting.committee)
    except NotYetKnown:
        raise
    except (Conflict, Denied):
        return
    response = of(tx, meeting, member)
    known = response.answered_at is not None and response.answered_at >= data["answered_at"]
    if known or data["calendar_sequence"] < meeting.calendar_sequence:
        return
    facts = response.give(data["answer"], response.delegates or None, None, data["answered_at"])
    keep(tx, RESPONSES, response, facts)


def page(tx: Transaction, command: Command) -> tuple[list[Response], str | None]:
    return _page(tx, command, {"meeting": command["id"]})


def attendance(tx: Transaction, command: Command) -> tuple[list[Response], str | None]:
    """Of all who were recorded, or of those who attended, or did not, or were excused."""
    how = {"attendance": str(command["status"])} if command["status"] else {"recorded": True}
    return _page(tx, command, {"meeting": command["id"], **how})


def _must_have_room(tx: Transaction, meeting: Meeting, response: Response) -> None:
    """Unless others can follow on line; whom the secretariat enters, it has found a seat for."""
    if meeting.capacity is None or meeting.online_url or not response.comes:
        return
    store.one_by_one(tx, f"meetings/{meeting.id}")
    given = [one for one in RESPONSES.find(tx, {"meeting": meeting.id}) if one.id != response.id]
    left = meeting.capacity - sum(one.delegates for one in given if one.comes)
    if response.delegates > left:
        raise Conflict(MEETING_FULL, left=max(left, 0), capacity=meeting.capacity)


def _substitute(tx: Transaction, meeting: Meeting, response: Response, command: Command) -> str | None:
    """The one that comes in its place; whom another answer had named is forgotten."""
    person = command["substitute"]
    if person and command["answer"] is not Answer.DELEGATED:
        raise Conflict(NOBODY_DELEGATED, answer=str(command["answer"]))
    if response.substitute:
        forgetting.let_go(tx, response.substitute)
    return attendees.substitute(tx, meeting, response.member, person).id if person else None


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
    return _or_blank(tx, meeting, member, found[0] if found else None)


def of_all(tx: Transaction, meeting: Meeting, members: Sequence[str]) -> dict[str, Response]:
    """The same of each of them."""
    found = store.responses_to(tx, meeting.id, members)
    return {member: _or_blank(tx, meeting, member, found.get(member)) for member in members}


def _or_blank(tx: Transaction, meeting: Meeting, member: str, found: Response | None) -> Response:
    one = found or Response(id=tx.new_id(), meeting=meeting.id, member=member)
    one.committee = meeting.committee
    return one
