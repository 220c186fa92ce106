"""Persons named for a meeting: guests, and who comes in a member's place."""

from typing import Any

from agenda import store
from agenda.errors import ATTENDEE_NOT_FOUND, NotFound
from agenda.handlers import callers, forgetting
from agenda.model.attendee import Attendee, Part
from agenda.model.meeting import Meeting
from agenda.store import ATTENDEES, MEETINGS
from chassis.mongo import Transaction

Command = dict[str, Any]


def invite(tx: Transaction, command: Command) -> Attendee:
    """A guest, who is of no member."""
    callers.secretariat(tx.caller)
    meeting = MEETINGS.get(tx, command["id"])
    meeting.allow("name")
    about = {name: command[name] for name in ("name", "post", "organisation")}
    return _add(tx, meeting, Part.GUEST, about)


def substitute(tx: Transaction, meeting: Meeting, member: str, person: Command) -> Attendee:
    return _add(tx, meeting, Part.SUBSTITUTE, {**person, "member": member})


def pass_on(tx: Transaction, id: str | None, member: str) -> None:
    """To the member that stands for the one which had named this person, if any."""
    if id:
        attendee = ATTENDEES.get(tx, id)
        attendee.member = member
        ATTENDEES.save(tx, attendee)


def page(tx: Transaction, command: Command) -> tuple[list[Attendee], str | None]:
    """All of them for the secretariat, its own ones for a member."""
    where = {"meeting": MEETINGS.get(tx, command["id"]).id}
    if not tx.caller.has(callers.SECRETARIAT):
        where["member"] = callers.member_meant(tx.caller, None)
    return ATTENDEES.page(tx, where, command["after"], command["limit"])


def of_person(tx: Transaction, command: Command) -> list[Attendee]:
    """Where a representative came in its member's place, for the member's own people, the secretariat and
    themselves."""
    found = store.attendees_of(tx, command["id"])
    sees_all = tx.caller.has(callers.SECRETARIAT) or tx.caller.id == command["id"]
    return [one for one in found if sees_all or (one.member and tx.caller.represents(one.member))]


def erase(tx: Transaction, command: Command) -> Attendee:
    callers.secretariat(tx.caller)
    attendee = named(tx, MEETINGS.get(tx, command["id"]), command["attendee"])
    forgetting.forget_attendee(tx, attendee)
    return attendee


def named(tx: Transaction, meeting: Meeting, id: str) -> Attendee:
    attendee = ATTENDEES.get(tx, id)
    if attendee.meeting != meeting.id:
        raise NotFound(ATTENDEE_NOT_FOUND, id=id)
    return attendee


def _add(tx: Transaction, meeting: Meeting, part: Part, about: Command) -> Attendee:
    one = Attendee(
        id=tx.new_id(),
        meeting=meeting.id,
        committee=meeting.committee,
        part=part,
        created_at=tx.now,
        **about,
    )
    ATTENDEES.add(tx, one)
    return one
