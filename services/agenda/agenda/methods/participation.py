"""Answers to invitations, and who was there."""

from typing import Any

from agenda.handlers import attendees, authors, checking_in, recording_attendance, responses, showing
from agenda.schemas.participation import (
    CheckIn,
    InviteGuest,
    ListAttendance,
    OfAttendee,
    OfCode,
    RecordAttendance,
    RespondMeeting,
    TakeAttendance,
)
from agenda.schemas.parts import ById, ListOfMeeting
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
        recorded = recording_attendance.record(tx, load(RecordAttendance(), body))
        return showing.attendance(tx, recorded)

    @command
    def take_attendance(self, tx: Transaction, body: Body) -> View:
        return showing.changed(recording_attendance.take(tx, load(TakeAttendance(), body)))

    @query
    def list_attendance(self, tx: Transaction, body: Body) -> View:
        return showing.page(tx, showing.attendance, responses.attendance(tx, load(ListAttendance(), body)))

    @command
    def check_in(self, tx: Transaction, body: Body) -> View:
        return showing.checked_in(checking_in.check_in(tx, load(CheckIn(), body)))

    @query
    def get_check_in_code(self, tx: Transaction, body: Body) -> View:
        return checking_in.code(tx, load(OfCode(), body))

    @command
    def invite_guest(self, tx: Transaction, body: Body) -> View:
        return showing.attendee(tx, attendees.invite(tx, load(InviteGuest(), body)))

    @command
    def erase_attendee(self, tx: Transaction, body: Body) -> View:
        return showing.attendee(tx, attendees.erase(tx, load(OfAttendee(), body)))

    @query
    def list_attendees(self, tx: Transaction, body: Body) -> View:
        return showing.page(tx, showing.attendee, attendees.page(tx, load(ListOfMeeting(), body)))

    @query
    def get_personal_data(self, tx: Transaction, body: Body) -> View:
        command = load(ById(), body)
        places = [showing.attendee(tx, one) for one in attendees.of_person(tx, command)]
        return {"places": places, **authors.of_person(tx, command["id"])}
