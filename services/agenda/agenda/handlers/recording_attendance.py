"""Who came, as the secretariat has it, or another system that counted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from agenda.errors import Conflict
from agenda.handlers import callers, projections, quorums, responses
from agenda.handlers.keeping import keep
from agenda.model.meeting import Meeting
from agenda.model.member import Member
from agenda.model.response import Response
from agenda.store import MEETINGS, RESPONSES
from chassis.mongo import Transaction

Command = dict[str, Any]
Entry = tuple[Member, Response, Command]


def record(tx: Transaction, command: Command) -> Response:
    """Of any member that is known: it may have left since."""
    callers.secretariat(tx.caller)
    meeting = _meeting(tx, command["id"])
    member = projections.of_committee(tx, command["member"], meeting.committee)
    response = responses.of(tx, meeting, member.id)
    _record(tx, meeting, [(member, response, command)])
    return response


def take(tx: Transaction, command: Command) -> list[Response]:
    """Of all that are named, or of none; another system may say it again: what changed."""
    callers.partner(tx.caller)
    meeting = _meeting(tx, command["meeting"])
    members = _named(tx, meeting, command["attendance"])
    given = responses.of_all(tx, meeting, [one.id for one in members])
    new = [
        (member, given[member.id], said)
        for member, said in zip(members, command["attendance"], strict=True)
        if not given[member.id].is_recorded(said["status"], said["persons"])
    ]
    _record(tx, meeting, new)
    return [response for _, response, _ in new]


def _meeting(tx: Transaction, id: str) -> Meeting:
    meeting = MEETINGS.get(tx, id)
    meeting.allow("attend")
    return meeting


def _named(tx: Transaction, meeting: Meeting, attendance: Sequence[Command]) -> list[Member]:
    """The first that is not known, or not of the committee, is the field at fault."""
    members = []
    for place, said in enumerate(attendance):
        try:
            members.append(projections.of_committee(tx, said["member"], meeting.committee))
        except Conflict as refusal:
            refusal.fields = {f"attendance.{place}.member": [refusal.code]}
            raise
    return members


def _record(tx: Transaction, meeting: Meeting, entries: Iterable[Entry]) -> None:
    """The quorum last: it is the same row for all who are counted at once."""
    came = Counter[str]()
    for member, response, said in entries:
        was = response.present
        keep(tx, RESPONSES, response, response.record(said["status"], said["persons"]))
        came[member.kind] += response.present - was
    quorums.count(tx, meeting, came)
