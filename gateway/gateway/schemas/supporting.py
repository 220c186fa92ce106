"""Members that stand with a proposal, go on with one, or left one behind."""

from typing import ClassVar

from marshmallow import Schema, fields

from chassis.schema import Id, Text
from gateway.schemas.parts import Number, Page, View, chosen, says
from gateway.schemas.proposals import KEEPERS, STATUSES, Handover

_MEMBER = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"
_PROPOSAL = "0198a6d1-31aa-7e02-8c40-91b7f60d5a11"
_TITLE = {
    "th": "ผลการประชุม High-level Political Forum on Sustainable Development ประจำปี ๒๕๖๑",
    "en": "Outcome of the High-level Political Forum on Sustainable Development 2018",
}


class Support(Schema):
    member = Id(metadata=says("By default the caller's own member."))

    EXAMPLE: ClassVar = {"member": "0198a6c1-4b7e-7a90-b3d2-6a1e0c8f2d44"}


class Passing(Schema):
    member = Id(required=True, metadata=says("The member that goes on with it."))

    EXAMPLE: ClassVar = {"member": "0198a6c1-4b7e-7a90-b3d2-6a1e0c8f2d44"}


class Asking(Schema):
    member = Id(required=True, metadata=says("The member that is asked to propose it too."))

    EXAMPLE: ClassVar = {"member": "0198a6c1-4b7e-7a90-b3d2-6a1e0c8f2d44"}


class LeftProposal(View):
    """A proposal of a member that left: how it was handed over, and where it stands now."""

    proposal = fields.UUID(required=True)
    status = chosen(STATUSES, required=True)
    reference = fields.Nested(Number)
    title = Text(required=True)
    proposed_by = fields.UUID(required=True, metadata=says("The member in whose name it stands now."))
    keeper = chosen(KEEPERS, required=True)
    handover = fields.Nested(Handover, required=True)


class LeftProposalPage(Page):
    items = fields.List(fields.Nested(LeftProposal), required=True)

    EXAMPLE: ClassVar = {
        "items": [
            {
                "proposal": _PROPOSAL,
                "status": "submitted",
                "reference": {"ordinal": 12, "year_be": 2561, "display": {"th": "๑๒/๒๕๖๑", "en": "12/2561"}},
                "title": _TITLE,
                "proposed_by": _MEMBER,
                "keeper": "secretariat",
                "handover": {
                    "member": _MEMBER,
                    "outcome": "offered",
                    "began_at": "2018-08-27T02:00:00.000Z",
                    "until": "2018-09-10T16:59:59.999Z",
                },
            }
        ],
        "next": None,
    }
