from typing import ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id, Text
from gateway.schemas.parts import (
    PAGES,
    PARAGRAPH,
    PURPOSES,
    TITLE,
    Aggregate,
    Goals,
    ListQuery,
    Number,
    Page,
    View,
    chosen,
    says,
)

STATUSES = (
    "draft",
    "submitted",
    "returned",
    "admissible",
    "not_admitted",
    "selected",
    "deferred",
    "merged",
    "duplicate",
    "referred",
    "rejected",
    "withdrawn",
)
KEEPERS = ("member", "secretariat")
OUTCOMES = ("offered", "entrusted", "taken_over", "withdrawn")
RESOLUTIONS = ("noted", "agreed", "referred_up", "action")

_MEMBER = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"
_PROPOSAL = "0198a6d1-31aa-7e02-8c40-91b7f60d5a11"
_TITLE = {
    "th": "ผลการประชุม High-level Political Forum on Sustainable Development ประจำปี ๒๕๖๑",
    "en": "Outcome of the High-level Political Forum on Sustainable Development 2018",
}
_RATIONALE = {"th": "เพื่อให้ที่ประชุมทราบผลการประชุมและแนวทางดำเนินการต่อไป"}


class NewProposal(Schema):
    """A draft; its proposer submits it when it is ready."""

    title = Text(max=TITLE, required=True)
    rationale = Text(max=PAGES, required=True)
    sdgs = Goals(least=1, required=True)
    purpose = chosen(PURPOSES, "For the meeting to take note of, or to consider.", required=True)
    proposed_by = Id(required=True, metadata=says("The member that proposes."))
    committee = Id(metadata=says("That of the member that proposes; another is refused."))

    EXAMPLE: ClassVar = {
        "title": _TITLE,
        "rationale": _RATIONALE,
        "sdgs": [17],
        "purpose": "information",
        "proposed_by": _MEMBER,
    }


class ProposalChanges(Schema):
    """What is not named stays as it is."""

    title = Text(max=TITLE)
    rationale = Text(max=PAGES)
    sdgs = Goals(least=1)
    purpose = chosen(PURPOSES)

    EXAMPLE: ClassVar = {"sdgs": [13, 17]}


class Resolution(View):
    """มติ: what the meeting resolved."""

    kind = chosen(RESOLUTIONS, required=True)
    text = Text(required=True)
    to = Text(metadata=says("The body that it was referred up to."))
    meeting = fields.UUID()
    item = fields.UUID()
    decided_at = fields.String()


class Handover(View):
    """What becomes of a proposal whose proposer leaves the group."""

    member = fields.UUID(required=True, metadata=says("The member that left."))
    outcome = chosen(
        OUTCOMES,
        "`offered` to its supporters, `entrusted` to the secretariat, `taken_over` by a member; or, of a"
        " draft, `withdrawn`.",
        required=True,
    )
    began_at = fields.String(required=True)
    until = fields.String(metadata=says("How long its supporters may take it over, or could."))
    to = fields.UUID(metadata=says("The member that took it over."))
    settled_at = fields.String()


class Proposal(Aggregate):
    """A member's concern, from its draft to what a meeting resolved on it."""

    status = chosen(STATUSES, required=True)
    reference = fields.Nested(Number, metadata=says("The short reference of the receipt: ๑๒/๒๕๖๑."))
    title = Text(required=True)
    rationale = Text(required=True)
    sdgs = Goals(required=True)
    purpose = chosen(PURPOSES, required=True)
    proposed_by = fields.UUID(required=True)
    committee = fields.UUID(required=True)
    keeper = chosen(
        KEEPERS, "Who goes on with it: the member that proposes it or, when that has left, the secretariat."
    )
    handover = fields.Nested(Handover, metadata=says("The latest, where a proposer has left."))
    handed_over_from = fields.List(fields.UUID(), metadata=says("Members that proposed it before."))
    supporters = fields.List(fields.UUID(), metadata=says("Members that support it."))
    comments = Text(metadata=says("With which it was returned."))
    reason = Text(metadata=says("Why it was refused, deferred or rejected."))
    judged_by = fields.String()
    judged_at = fields.String()
    meeting = fields.UUID(metadata=says("The meeting that it was selected for."))
    item = fields.UUID(metadata=says("Its item on the agenda of that meeting."))
    into = fields.UUID(metadata=says("The proposal that it was merged into."))
    of = fields.UUID(metadata=says("The proposal that it is a duplicate of."))
    to = Text(metadata=says("Whom it was referred to."))
    resolution = fields.Nested(Resolution)
    referrals = fields.List(fields.UUID(), metadata=says("By which it went to another body."))
    created_at = fields.String()
    submitted_at = fields.String()

    EXAMPLE: ClassVar = {
        "id": _PROPOSAL,
        "version": 2,
        "status": "submitted",
        "reference": {"ordinal": 12, "year_be": 2561, "display": {"th": "๑๒/๒๕๖๑", "en": "12/2561"}},
        "title": _TITLE,
        "rationale": _RATIONALE,
        "sdgs": [17],
        "purpose": "information",
        "proposed_by": _MEMBER,
        "committee": "0198a6c0-5d00-7c3e-8f11-6f0d2b9a4e01",
        "keeper": "member",
        "supporters": [],
        "created_at": "2018-08-20T03:00:00.000Z",
        "submitted_at": "2018-08-20T03:05:00.000Z",
    }


class ProposalQuery(ListQuery):
    status = chosen(STATUSES)
    proposed_by = Id(metadata=says("The member that proposed."))
    keeper = chosen(("secretariat",), "Those whose proposer has left and that no member took over.")
    meeting = Id(metadata=says("The meeting that it was selected for."))
    committee = Id(metadata=says("By default the installation's first, or that of the member or meeting."))


class ProposalPage(Page):
    items = fields.List(fields.Nested(Proposal), required=True)

    EXAMPLE: ClassVar = {"items": [Proposal.EXAMPLE], "next": None}


class Support(Schema):
    member = Id(metadata=says("By default the caller's own member."))

    EXAMPLE: ClassVar = {"member": "0198a6c1-4b7e-7a90-b3d2-6a1e0c8f2d44"}


class Passing(Schema):
    member = Id(required=True, metadata=says("The member that goes on with it."))

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


class Return(Schema):
    comments = Text(max=PARAGRAPH, required=True, metadata=says("What to mend before it is submitted again."))

    EXAMPLE: ClassVar = {"comments": {"th": "ขอให้ระบุประเด็นที่ประสงค์ให้ที่ประชุมพิจารณา"}}


class Selection(Schema):
    meeting = Id(required=True)
    section = fields.Integer(
        strict=True,
        validate=validate.Range(min=1, max=20),
        metadata=says("Of the agenda; by default the one for the proposal's purpose."),
    )

    EXAMPLE: ClassVar = {"meeting": "0198a6e0-77c1-7b35-a1f4-2d9c4e6b8f20"}


class Merger(Schema):
    into = Id(required=True, metadata=says("The proposal that goes on for both."))

    EXAMPLE: ClassVar = {"into": _PROPOSAL}


class Duplication(Schema):
    of = Id(required=True, metadata=says("The proposal that says the same."))

    EXAMPLE: ClassVar = {"of": _PROPOSAL}


class Referral(Schema):
    to = Text(max=TITLE, required=True, metadata=says("Whose matter it is."))

    EXAMPLE: ClassVar = {"to": {"th": "กพย.", "en": "National Committee for Sustainable Development"}}
