"""What the agenda tells of what follows from a resolution."""

from marshmallow import Schema

from agenda.event_data import MeetingData
from agenda.following import examples
from agenda.following.data import ActionData, CorrectionData, ReferralData
from agenda.model.fact import Fact
from chassis.envelope import EventType


def _type(name: str, schema: Schema, summary: str) -> EventType:
    return EventType(name=name, schema=schema, summary=summary, example=examples.OF[name])


ACTION, REFERRAL, CORRECTION, MEETING = ActionData(), ReferralData(), CorrectionData(), MeetingData()
TYPES: dict[Fact, EventType] = {
    Fact.ACTION_ASSIGNED: _type(
        "agenda.action.assigned.v1", ACTION, "A member, or the secretariat, is charged with what was resolved"
    ),
    Fact.ACTION_REVISED: _type("agenda.action.revised.v1", ACTION, "It has another title or day"),
    Fact.ACTION_STARTED: _type("agenda.action.started.v1", ACTION, "Its owner has begun"),
    Fact.ACTION_REPORTED: _type(
        "agenda.action.reported.v1", ACTION, "Its owner said how far it has come; the text is read there"
    ),
    Fact.ACTION_COMPLETED: _type("agenda.action.completed.v1", ACTION, "It is done"),
    Fact.ACTION_DROPPED: _type("agenda.action.dropped.v1", ACTION, "It will not be done, and why"),
    Fact.ACTION_DUE_SOON: _type(
        "agenda.action.due_soon.v1",
        ACTION,
        "Its day is near and it is not done; once for each day that is set",
    ),
    Fact.ACTION_OVERDUE: _type(
        "agenda.action.overdue.v1", ACTION, "Its day is over and it is not done; told again after a while"
    ),
    Fact.ACTION_REASSIGNED: _type(
        "agenda.action.reassigned.v1",
        ACTION,
        "Another member goes on with it; or the secretariat, when its owner left",
    ),
    Fact.REFERRAL_PREPARED: _type(
        "agenda.referral.prepared.v1", REFERRAL, "A proposal or resolution is to go to another body"
    ),
    Fact.REFERRAL_SENT: _type(
        "agenda.referral.sent.v1", REFERRAL, "It went there by letter; again where that was put right"
    ),
    Fact.REFERRAL_ANSWERED: _type("agenda.referral.answered.v1", REFERRAL, "What that body answered"),
    Fact.MEETING_MINUTES_DRAFTED: _type(
        "agenda.meeting.minutes_drafted.v1", MEETING, "Its minutes are being drafted from what was recorded"
    ),
    Fact.MEETING_MINUTES_CIRCULATED: _type(
        "agenda.meeting.minutes_circulated.v1", MEETING, "Its minutes are fixed, and before its members"
    ),
    Fact.MEETING_MINUTES_CORRECTED: _type(
        "agenda.meeting.minutes_corrected.v1", MEETING, "Another edition of its minutes, with a correction"
    ),
    Fact.MEETING_MINUTES_ADOPTED: _type(
        "agenda.meeting.minutes_adopted.v1", MEETING, "A later meeting adopted its minutes; they are public"
    ),
    Fact.MEETING_MINUTES_OVERDUE: _type(
        "agenda.meeting.minutes_overdue.v1",
        MEETING,
        "Its minutes should have been circulated by now; told again after a while",
    ),
    Fact.CORRECTION_PROPOSED: _type(
        "agenda.correction.proposed.v1", CORRECTION, "A member that attended asks for a correction of minutes"
    ),
    Fact.CORRECTION_ACCEPTED: _type(
        "agenda.correction.accepted.v1", CORRECTION, "It is in the edition that is named"
    ),
    Fact.CORRECTION_DECLINED: _type(
        "agenda.correction.declined.v1", CORRECTION, "The minutes stay as they are"
    ),
}
