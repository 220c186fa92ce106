from typing import Any, ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id, Text
from gateway.schemas.parts import (
    PAGES,
    PARAGRAPH,
    PURPOSES,
    TITLE,
    Aggregate,
    Goal,
    Goals,
    ListQuery,
    Number,
    Page,
    Target,
    Targets,
    View,
    chosen,
    each_once,
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
JUDGEMENTS = ("return", "admit", "refuse", "select", "defer", "merge", "duplicate", "refer", "reject")
ANSWERS = ("upheld", "reopened")
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
    sdgs = Goals(least=1)
    targets = Targets()
    purpose = chosen(PURPOSES, "For the meeting to take note of, or to consider.", required=True)
    proposed_by = Id(required=True, metadata=says("The member that proposes."))
    cosponsors = fields.List(
        Id(),
        validate=[validate.Length(max=50), each_once],
        metadata=says("Members asked to propose it too; entered by the secretariat, they do so at once."),
    )
    for_meeting = Id(metadata=says("The meeting that it is meant for, which may take proposals until a day."))
    committee = Id(metadata=says("That of the member that proposes; another is refused."))

    EXAMPLE: ClassVar[dict[str, Any]] = {
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
    targets = Targets()
    purpose = chosen(PURPOSES)
    for_meeting = Id(allow_none=True, metadata=says("The meeting that it is meant for."))

    EXAMPLE: ClassVar[dict[str, Any]] = {"sdgs": [13, 17]}


class NewAmendment(ProposalChanges):
    """Another text of what was submitted; those who support it are told, and may take their support back."""

    class Meta:
        exclude = ("for_meeting",)

    note = Text(max=PARAGRAPH, required=True, metadata=says("What changed, and why."))

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "title": {"th": "คุณภาพอากาศในเขตเมือง"},
        "note": {"th": "จำกัดขอบเขตเฉพาะเขตเมือง"},
    }


class Amendment(View):
    """The latest."""

    edition = fields.Integer(required=True, metadata=says("The version of the text that it made."))
    note = Text(required=True)
    at = fields.String(required=True)


class UntoldDecision(View):
    """A judgement that is made and not yet told."""

    judgement = chosen(JUDGEMENTS, required=True)
    decided_by = fields.String(required=True)
    decided_at = fields.String(required=True)
    edition = fields.Integer(required=True, metadata=says("The version of the text that it is about."))
    comments = Text()
    reason = Text()
    waiver = Text()
    to = Text()
    into = fields.UUID()
    of = fields.UUID()
    meeting = fields.UUID()
    section = fields.Integer()


class Reconsideration(View):
    """Asked for once by who proposed what was refused; answered by another than who refused it."""

    reasons = Text(required=True)
    asked_at = fields.String(required=True)
    refused = chosen(STATUSES, required=True)
    refused_for = Text()
    answer = chosen(ANSWERS)
    reason = Text()
    answered_at = fields.String()


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
    edition = fields.Integer(metadata=says("The number of its newest version of text."))
    reference = fields.Nested(Number, metadata=says("The short reference of the receipt: ๑๒/๒๕๖๑."))
    title = Text(required=True)
    rationale = Text(required=True)
    sdgs = Goals(required=True)
    targets = Targets()
    purpose = chosen(PURPOSES, required=True)
    proposed_by = fields.UUID(required=True)
    committee = fields.UUID(required=True)
    keeper = chosen(
        KEEPERS, "Who goes on with it: the member that proposes it or, when that has left, the secretariat."
    )
    handover = fields.Nested(Handover, metadata=says("The latest, where a proposer has left."))
    handed_over_from = fields.List(fields.UUID(), metadata=says("Members that proposed it before."))
    supporters = fields.List(fields.UUID(), metadata=says("Members that support it."))
    for_meeting = fields.UUID(metadata=says("The meeting that its proposer means it for."))
    cosponsors = fields.List(fields.UUID(), metadata=says("Members that propose it too."))
    invited = fields.List(fields.UUID(), metadata=says("Members asked to; for its own and those asked."))
    amendment = fields.Nested(Amendment)
    waiver = Text(metadata=says("Why it goes on without the support that its group asks for."))
    decided = fields.Nested(UntoldDecision, metadata=says("For the secretariat, until it is published."))
    reconsideration = fields.Nested(Reconsideration)
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
    created_at = fields.String()
    submitted_at = fields.String()

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": _PROPOSAL,
        "version": 2,
        "status": "submitted",
        "reference": {"ordinal": 12, "year_be": 2561, "display": {"th": "๑๒/๒๕๖๑", "en": "12/2561"}},
        "title": _TITLE,
        "rationale": _RATIONALE,
        "sdgs": [17],
        "targets": ["17.17"],
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
    invited = Id(metadata=says("Those that this member is asked to propose too; for its own people."))
    to_publish = fields.Boolean(
        validate=validate.Equal(True),
        metadata=says("Those decided and not published; for the secretariat."),
    )
    asked_again = fields.Boolean(
        validate=validate.Equal(True), metadata=says("Those refused that are to be looked at again.")
    )
    meeting = Id(metadata=says("The meeting that it was selected for."))
    sdg = Goal(strict=False, metadata=says("Those of this goal."))
    target = Target(metadata=says("Those of this target of a goal: 13.2, 17.a."))
    committee = Id(metadata=says("By default the installation's first, or that of the member or meeting."))


class ProposalPage(Page):
    items = fields.List(fields.Nested(Proposal), required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {"items": [Proposal.EXAMPLE], "next": None}
