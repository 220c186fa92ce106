"""Meetings, from their plan to their end."""

from typing import Any

from agenda.handlers import meetings, previewing, showing
from agenda.schemas.meetings import (
    CloseMeeting,
    ListMeetings,
    PlanMeeting,
    PreviewConvening,
    RescheduleMeeting,
    ReviseMeeting,
)
from agenda.schemas.parts import ById, Reasoned, Verb
from chassis.mongo import Transaction
from chassis.rpc import command, query
from chassis.schema import load

Body = dict[str, Any]
View = dict[str, Any]


class Meetings:
    @command
    def plan_meeting(self, tx: Transaction, body: Body) -> View:
        return showing.meeting(tx, meetings.plan(tx, load(PlanMeeting(), body)))

    @command
    def revise_meeting(self, tx: Transaction, body: Body) -> View:
        return showing.meeting(tx, meetings.revise(tx, load(ReviseMeeting(), body)))

    @command
    def convene_meeting(self, tx: Transaction, body: Body) -> View:
        return showing.meeting(tx, meetings.convene(tx, load(Verb(), body)))

    @query
    def preview_convening(self, tx: Transaction, body: Body) -> View:
        return showing.invitees(previewing.invitees(tx, load(PreviewConvening(), body)))

    @command
    def reschedule_meeting(self, tx: Transaction, body: Body) -> View:
        return showing.meeting(tx, meetings.reschedule(tx, load(RescheduleMeeting(), body)))

    @command
    def open_meeting(self, tx: Transaction, body: Body) -> View:
        return showing.meeting(tx, meetings.call_to_order(tx, load(Verb(), body)))

    @command
    def close_meeting(self, tx: Transaction, body: Body) -> View:
        return showing.meeting(tx, meetings.close(tx, load(CloseMeeting(), body)))

    @command
    def cancel_meeting(self, tx: Transaction, body: Body) -> View:
        return showing.meeting(tx, meetings.cancel(tx, load(Reasoned(), body)))

    @query
    def get_meeting(self, tx: Transaction, body: Body) -> View:
        return showing.meeting(tx, meetings.get(tx, load(ById(), body)))

    @query
    def list_meetings(self, tx: Transaction, body: Body) -> View:
        return showing.meetings(tx, meetings.page(tx, load(ListMeetings(), body)))
