"""What reviewers advise to do with a proposal."""

from typing import Any, ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id, Text
from gateway.schemas.parts import PARAGRAPH, TITLE, Aggregate, Page, chosen, says

STATUSES = ("assigned", "recommended", "recused")
RECOMMENDATIONS = ("select", "defer", "reject", "merge", "refer")
RECUSALS = ("stands_with_it", "declared")
_MEMBER = "0198a6c1-4b7e-7a90-b3d2-6a1e0c8f2d44"
_PROPOSAL = "0198a6d1-31aa-7e02-8c40-91b7f60d5a11"
_REASONS = {"th": "เป็นเรื่องที่เกี่ยวข้องกับหลายหน่วยงาน", "en": "It concerns several agencies"}


class NewReviewer(Schema):
    reviewer = fields.String(
        required=True,
        validate=validate.Length(min=1, max=100),
        metadata=says("The id that the reviewer signs in under; it names nobody."),
    )
    member = Id(metadata=says("The expert commission whose expert it is; none for an officer."))

    EXAMPLE: ClassVar[dict[str, Any]] = {"reviewer": "expert-1", "member": _MEMBER}


class NewRecommendation(Schema):
    recommendation = chosen(RECOMMENDATIONS, required=True)
    reasons = Text(max=PARAGRAPH, required=True)
    into = Id(metadata=says("The proposal to merge it into."))
    to = Text(max=TITLE, metadata=says("The body to refer it to."))

    EXAMPLE: ClassVar[dict[str, Any]] = {"recommendation": "select", "reasons": _REASONS}


class Review(Aggregate):
    """By one reviewer. Who judges may do otherwise."""

    status = chosen(STATUSES, required=True)
    proposal = fields.UUID(required=True)
    reviewer = fields.String(required=True)
    member = fields.UUID()
    assigned_by = fields.String()
    assigned_at = fields.String(required=True)
    recommendation = chosen(RECOMMENDATIONS)
    reasons = Text()
    into = fields.UUID()
    to = Text()
    given_at = fields.String()
    recusal = chosen(
        RECUSALS, "`stands_with_it`: its member proposes or supports it, which is seen by itself."
    )
    recused_for = Text()

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "0198a6d1-31aa-7e02-8c40-91b7f60d5a12",
        "version": 2,
        "status": "recommended",
        "proposal": _PROPOSAL,
        "reviewer": "expert-1",
        "member": _MEMBER,
        "assigned_by": "officer-1",
        "assigned_at": "2018-08-21T03:00:00.000Z",
        "recommendation": "select",
        "reasons": _REASONS,
        "given_at": "2018-08-23T03:00:00.000Z",
    }


class ReviewPage(Page):
    items = fields.List(fields.Nested(Review), required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {"items": [Review.EXAMPLE], "next": None}
