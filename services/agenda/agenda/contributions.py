"""What is told of what belongs to a proposal, its files, comments and reviews: never a name, never a word."""

from typing import Any

from marshmallow import Schema, fields, validate

from agenda import examples
from agenda.event_data import one_of
from agenda.model import attachment, comment, content, review
from agenda.model.fact import Fact
from chassis.envelope import Classification, EventType
from chassis.schema import Id, Sparse


class AttachmentData(Sparse):
    """Never what it is called, which may name somebody."""

    id = Id(required=True)
    committee = Id(required=True)
    about = fields.String(required=True, validate=validate.Regexp(r"proposals/[0-9a-f-]{36}"))
    content_type = one_of(content.Kind)
    size = fields.Integer(required=True)
    status = one_of((attachment.Status.KEPT, attachment.Status.REMOVED))


class CommentData(Sparse):
    """Without `member` it is the secretariat's."""

    id = Id(required=True)
    committee = Id(required=True)
    proposal = Id(required=True)
    thread = Id(required=True)
    reply_to = Id()
    member = Id()
    visibility = one_of(comment.Visibility)
    status = one_of(comment.Status)


class ReviewData(Sparse):
    """For our own services alone: that somebody is asked, or has advised, not who and what.

    `member` is the commission whose expert it is; without one the reviewer is the secretariat's.
    """

    id = Id(required=True)
    committee = Id(required=True)
    proposal = Id(required=True)
    member = Id()
    status = one_of(review.ReviewStatus)


ATTACHMENT, COMMENT, REVIEW = AttachmentData(), CommentData(), ReviewData()
_FILE: dict[str, Any] = {
    "id": "0198a6c7-2b31-7c54-8d0f-3e6a1b9c5f10",
    "committee": examples.COMMITTEE,
    "about": f"proposals/{examples.PROPOSAL}",
    "content_type": "application/pdf",
    "size": 81_920,
}
_COMMENT: dict[str, Any] = {
    "id": "0198a6c8-1d42-7e65-9a1b-4f7b2c0d6e21",
    "committee": examples.COMMITTEE,
    "proposal": examples.PROPOSAL,
    "thread": "0198a6c8-1d42-7e65-9a1b-4f7b2c0d6e21",
    "member": examples.NETWORK,
    "visibility": "members",
}


_REVIEW: dict[str, Any] = {
    "id": "0198a6c9-2e53-7f76-8b2c-508c3d1e7f32",
    "committee": examples.COMMITTEE,
    "proposal": examples.PROPOSAL,
    "member": examples.NETWORK,
}


def _type(
    name: str,
    schema: Schema,
    summary: str,
    example: dict[str, Any],
    status: str,
    classification: Classification = "public",
) -> EventType:
    return EventType(
        name=name,
        schema=schema,
        summary=summary,
        example={**example, "status": status},
        classification=classification,
    )


TYPES: dict[Fact, EventType] = {
    Fact.ATTACHMENT_ADDED: _type(
        "agenda.attachment.added.v1",
        ATTACHMENT,
        "A file is kept with what it is about, for who may see that",
        _FILE,
        "kept",
    ),
    Fact.ATTACHMENT_REMOVED: _type(
        "agenda.attachment.removed.v1", ATTACHMENT, "It is no longer to be had", _FILE, "removed"
    ),
    Fact.COMMENT_ADDED: _type(
        "agenda.comment.added.v1", COMMENT, "Somebody commented on a proposal, or answered", _COMMENT, "shown"
    ),
    Fact.COMMENT_REVISED: _type(
        "agenda.comment.revised.v1", COMMENT, "It was worded anew before it was answered", _COMMENT, "shown"
    ),
    Fact.COMMENT_REMOVED: _type(
        "agenda.comment.removed.v1", COMMENT, "It was taken back", _COMMENT, "removed"
    ),
    Fact.COMMENT_HIDDEN: _type(
        "agenda.comment.hidden.v1",
        COMMENT,
        "The secretariat took it out of sight",
        _COMMENT,
        "hidden",
    ),
    Fact.COMMENT_SHOWN: _type(
        "agenda.comment.shown.v1", COMMENT, "It is to be read again", _COMMENT, "shown"
    ),
    Fact.REVIEW_ASSIGNED: _type(
        "agenda.review.assigned.v1",
        REVIEW,
        "Somebody was asked what they advise to do with a proposal",
        _REVIEW,
        "assigned",
        "restricted",
    ),
    Fact.REVIEW_GIVEN: _type(
        "agenda.review.given.v1", REVIEW, "They have advised", _REVIEW, "recommended", "restricted"
    ),
    Fact.REVIEW_RECUSED: _type(
        "agenda.review.recused.v1", REVIEW, "They stand back", _REVIEW, "recused", "restricted"
    ),
}
