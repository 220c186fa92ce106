"""Meetings of a member, in its people's calendars."""

from typing import Any

from agenda.handlers import calendars, showing
from agenda.schemas.calendars import OfMember, ReadCalendar
from chassis.mongo import Transaction
from chassis.rpc import command, query
from chassis.schema import load

Body = dict[str, Any]
View = dict[str, Any]


class Calendars:
    @command
    def renew_calendar(self, tx: Transaction, body: Body) -> View:
        return showing.calendar(*calendars.renew(tx, load(OfMember(), body)))

    @command
    def revoke_calendar(self, tx: Transaction, body: Body) -> View:
        return showing.calendar(calendars.revoke(tx, load(OfMember(), body)))

    @query
    def list_member_meetings(self, tx: Transaction, body: Body) -> View:
        return showing.in_calendar(tx, *calendars.page(tx, load(ReadCalendar(), body)))
