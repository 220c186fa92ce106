from typing import Any, ClassVar

from marshmallow import Schema, fields

from chassis.schema import Id, Text
from gateway.negotiation import REPORTS
from gateway.schemas.parts import BuddhistYear, View, chosen, says


class GoalsQuery(Schema):
    year_be = BuddhistYear(strict=False, metadata=says("By default this year."))
    committee = Id(metadata=says("By default the installation's first."))
    format = chosen(tuple(REPORTS), "For links; else the best of `Accept`.")


class Decisions(View):
    """How many resolutions on proposals, by kind."""

    total = fields.Integer(required=True)
    noted = fields.Integer(required=True)
    agreed = fields.Integer(required=True)
    referred_up = fields.Integer(required=True)
    action = fields.Integer(required=True)


class Referrals(View):
    total = fields.Integer(required=True)
    answered = fields.Integer(required=True)


class Actions(View):
    total = fields.Integer(required=True)
    done = fields.Integer(required=True)
    overdue = fields.Integer(required=True)


class LeadAgency(View):
    """An agency that was charged with actions under the goal."""

    member = fields.UUID(required=True)
    name = Text(required=True)
    actions = fields.Integer(required=True)


class Figures(View):
    """Of what was submitted, resolved, referred and charged in the year."""

    proposals = fields.Integer(required=True)
    decisions = fields.Nested(Decisions, required=True)
    referrals = fields.Nested(Referrals, required=True)
    actions = fields.Nested(Actions, required=True)
    lead_agencies = fields.List(fields.Nested(LeadAgency), required=True)


class GoalFigures(Figures):
    goal = fields.Integer(required=True)
    name = Text(required=True)


_FIGURES: dict[str, Any] = {
    "proposals": 2,
    "decisions": {"total": 1, "noted": 0, "agreed": 0, "referred_up": 0, "action": 1},
    "referrals": {"total": 0, "answered": 0},
    "actions": {"total": 1, "done": 0, "overdue": 0},
    "lead_agencies": [
        {
            "member": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02",
            "name": {"th": "กระทรวงการต่างประเทศ"},
            "actions": 1,
        }
    ],
}


class GoalsReport(View):
    """What concerns several goals counts under each of them, and once in the total."""

    year_be = fields.Integer(required=True)
    committee = fields.UUID(required=True)
    goals = fields.List(fields.Nested(GoalFigures), required=True)
    total = fields.Nested(Figures, required=True)

    EXAMPLE: ClassVar = {
        "year_be": 2561,
        "committee": "0198a6c0-5d00-7c3e-8f11-6f0d2b9a4e01",
        "goals": [
            {
                "goal": 17,
                "name": {"th": "ความร่วมมือเพื่อการพัฒนาที่ยั่งยืน", "en": "Partnerships for the goals"},
                **_FIGURES,
            }
        ],
        "total": _FIGURES,
    }
