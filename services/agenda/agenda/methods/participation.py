"""Answers to invitations, and who was there."""

from typing import Any

from agenda.handlers import responses, showing
from agenda.schemas.participation import RecordAttendance, RespondMeeting
from agenda.schemas.parts import ListOfMeeting
from chassis.mongo import Transaction
from chassis.rpc import command, query
from chassis.schema import load

Body = dict[str, Any]
View = dict[str, Any]


class Participation:
    @command
    def respond_meeting(self, tx: Transaction, body: Body) -> View:
        return showing.response(tx, responses.respond(tx, load(RespondMeeting(), body)))

    @query
    def list_responses(self, tx: Transaction, body: Body) -> View:
        return showing.page(tx, showing.response, responses.page(tx, load(ListOfMeeting(), body)))

    @command
    def record_attendance(self, tx: Transaction, body: Body) -> View:
        return showing.attendance(tx, responses.record_attendance(tx, load(RecordAttendance(), body)))

    @query
    def list_attendance(self, tx: Transaction, body: Body) -> View:
        return showing.page(tx, showing.attendance, responses.attendance(tx, load(ListOfMeeting(), body)))
