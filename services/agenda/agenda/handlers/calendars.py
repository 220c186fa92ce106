"""A member's meetings as its people read them in their own calendars."""

import secrets
from typing import Any

from agenda.errors import CALENDAR_NOT_FOUND, NotFound
from agenda.handlers import callers, projections
from agenda.model.calendar import Calendar
from agenda.model.meeting import Meeting
from agenda.store import CALENDARS, MEETINGS
from chassis.mongo import Transaction

Command = dict[str, Any]


def renew(tx: Transaction, command: Command) -> tuple[Calendar, str]:
    """Another secret; whoever had the one before reads no more."""
    calendar, secret = _own(tx, command["member"]), secrets.token_urlsafe(24)
    calendar.open_to(secret, tx.now)
    return _keep(tx, calendar), secret


def revoke(tx: Transaction, command: Command) -> Calendar:
    calendar = _own(tx, command["member"])
    calendar.revoke()
    return _keep(tx, calendar)


def page(tx: Transaction, command: Command) -> tuple[list[Meeting], str | None, str, bool]:
    """Of its committee, that, and whether it may meet on line; NotFound as well where the secret is wrong."""
    found = CALENDARS.find(tx, {"_id": command["member"]})
    if not found or not found[0].is_open_to(command["token"]):
        raise NotFound(CALENDAR_NOT_FOUND)
    member = projections.member(tx, command["member"])
    invited = member.may("take_part", projections.committee(tx, member.committee))
    where = {"committee": member.committee}
    return *MEETINGS.page(tx, where, command["after"], command["limit"]), member.committee, invited


def _own(tx: Transaction, member: str) -> Calendar:
    callers.speak_for(tx.caller, member)
    projections.member(tx, member)
    found = CALENDARS.find(tx, {"_id": member})
    return found[0] if found else Calendar(id=member)


def _keep(tx: Transaction, calendar: Calendar) -> Calendar:
    (CALENDARS.save if calendar.version else CALENDARS.add)(tx, calendar)
    return calendar
