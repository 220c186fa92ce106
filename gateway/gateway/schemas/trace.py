from typing import ClassVar

from marshmallow import fields

from chassis.schema import Text
from gateway.schemas.actions import Action, Report, TraceStep
from gateway.schemas.agenda import Item
from gateway.schemas.parts import Number, View, chosen, says
from gateway.schemas.proposals import STATUSES
from gateway.schemas.referrals import ReferralRecord

STAGES = (
    *("drafted", "with_proposer", "in_hand", "on_agenda", "refused", "withdrawn", "goes_on_elsewhere"),
    *("noted", "agreed", "to_be_referred", "awaited", "answered"),
    *("to_be_carried_out", "being_carried_out", "done", "dropped", "removed"),
)
_PROPOSAL = "0198a6d1-31aa-7e02-8c40-91b7f60d5a11"
_TARGET = "0198a6d1-31aa-7e02-8c40-91b7f60d5a12"
_MEMBER = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"


class Outcome(View):
    """What has become of it, derived from all that follows."""

    state = chosen(STAGES, required=True)
    words = Text(required=True)
    since = fields.String()


class TracedProposal(View):
    id = fields.UUID(required=True)
    status = chosen(STATUSES, required=True)
    reference = fields.Nested(Number)
    title = Text(required=True)
    sdgs = fields.List(fields.Integer())
    proposed_by = fields.UUID(required=True)
    submitted_at = fields.String()


class Judgement(View):
    """What was found, by whom (an id), when and why."""

    verdict = chosen(STATUSES, "The state that it led to.", required=True)
    at = fields.String(required=True)
    by = fields.String()
    comments = Text()
    reason = Text()
    to = Text()
    into = fields.UUID()
    of = fields.UUID()
    meeting = fields.UUID()
    item = fields.UUID()


class TracedMeeting(View):
    id = fields.UUID(required=True)
    status = fields.String(required=True)
    number = fields.Nested(Number)
    starts_at = fields.String(required=True)


class TracedItem(Item):
    meeting = fields.Nested(TracedMeeting, required=True)


class TracedAction(Action):
    latest = fields.List(fields.Nested(Report), metadata=says("The last reports, the newest first."))


class Trace(View):
    """The whole way, from the proposal to its outcome: the same from whichever end it is asked for."""

    about = fields.String(required=True, metadata=says("What was asked for."))
    outcome = fields.Nested(Outcome, required=True)
    proposal = fields.Nested(TracedProposal, metadata=says("Absent where an item comes from none."))
    goes_on_in = fields.Nested(
        TracedProposal, metadata=says("The one that it was merged into or that says the same.")
    )
    came_here = fields.List(
        fields.Nested(TracedProposal), metadata=says("Those merged into this one, and its duplicates.")
    )
    judgements = fields.List(fields.Nested(Judgement), required=True)
    items = fields.List(
        fields.Nested(TracedItem), required=True, metadata=says("Over all meetings, in their order.")
    )
    referrals = fields.List(fields.Nested(ReferralRecord), required=True)
    actions = fields.List(fields.Nested(TracedAction), required=True)
    members = fields.Dict(
        keys=fields.String(), values=Text(), metadata=says("The names of the members that stand in it.")
    )
    steps = fields.List(fields.Nested(TraceStep), required=True, metadata=says("Everything, in its order."))
    more = fields.Boolean(metadata=says("There is more of something than is shown."))

    EXAMPLE: ClassVar = {
        "about": f"proposals/{_PROPOSAL}",
        "outcome": {
            "state": "goes_on_elsewhere",
            "words": {"th": "ดำเนินการต่อในข้อเสนออื่น", "en": "Goes on in another proposal"},
            "since": "2018-08-21T03:00:00.000Z",
        },
        "proposal": {
            "id": _PROPOSAL,
            "status": "merged",
            "reference": {"ordinal": 12, "year_be": 2561, "display": {"th": "๑๒/๒๕๖๑", "en": "12/2561"}},
            "title": {"th": "ขอบเขตการดำเนินงานของคณะทำงานร่วมฯ"},
            "sdgs": [17],
            "proposed_by": _MEMBER,
            "submitted_at": "2018-08-20T03:05:00.000Z",
        },
        "goes_on_in": {
            "id": _TARGET,
            "status": "admissible",
            "title": {"th": "แนวทางความร่วมมือ"},
            "proposed_by": _MEMBER,
        },
        "came_here": [],
        "judgements": [
            {"verdict": "merged", "at": "2018-08-21T03:00:00.000Z", "by": "officer-1", "into": _TARGET}
        ],
        "items": [],
        "referrals": [],
        "actions": [],
        "members": {_MEMBER: {"th": "กระทรวงการต่างประเทศ"}},
        "steps": [
            {
                "id": "0198a6d0-10f3-7c44-a2b1-5e7d3f9c6a02",
                "about": f"proposals/{_PROPOSAL}",
                "what": "agenda.proposal.merged.v1",
                "at": "2018-08-21T03:00:00.000Z",
                "by": "officer-1",
                "said": {"status": "merged", "into": _TARGET},
            }
        ],
        "more": False,
    }
