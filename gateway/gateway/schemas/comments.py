from typing import ClassVar

from marshmallow import Schema, fields

from chassis.schema import Id, Text
from gateway.schemas.committees import Committee
from gateway.schemas.parts import PARAGRAPH, TITLE, Aggregate, ListQuery, Page, chosen, says
from gateway.schemas.proposals import Proposal

STATUSES = ("shown", "hidden", "removed")
VISIBILITIES = ("members", "public")
_TEXT = {"th": "ขอให้รวมข้อมูลจากพื้นที่ภาคเหนือด้วย", "en": "Please take in data from the North"}
_COMMENT = "0198a6d3-5b10-7d33-9e2a-60c4f1b8a032"


class NewComment(Schema):
    text = Text(max=PARAGRAPH, required=True, metadata=says("It should name nobody."))
    post = Text(max=TITLE, metadata=says("The post in which it is said, never a name."))
    visibility = chosen(
        VISIBILITIES, "For the members, unless said otherwise; an answer for no more than what it answers."
    )
    reply_to = Id(metadata=says("The comment that it answers."))

    EXAMPLE: ClassVar = {"text": _TEXT, "visibility": "public"}


class CommentChanges(Schema):
    text = Text(max=PARAGRAPH, required=True)

    EXAMPLE: ClassVar = {"text": _TEXT}


class Comment(Aggregate):
    """Of a member, or of the secretariat where none is named. Its text is there while it is to be read."""

    status = chosen(STATUSES, required=True)
    committee = fields.UUID(required=True)
    proposal = fields.UUID(required=True)
    thread = fields.UUID(required=True, metadata=says("The comment that began the exchange."))
    reply_to = fields.UUID(metadata=says("The comment that it answers."))
    member = fields.UUID()
    post = Text()
    visibility = chosen(VISIBILITIES, required=True)
    text = Text()
    replies = fields.Integer(required=True, metadata=says("How many answer it."))
    at = fields.String(required=True)
    edited_at = fields.String()
    reason = Text(metadata=says("Why it was hidden."))

    EXAMPLE: ClassVar = {
        "id": _COMMENT,
        "version": 1,
        "status": "shown",
        "committee": Committee.EXAMPLE["id"],
        "proposal": Proposal.EXAMPLE["id"],
        "thread": _COMMENT,
        "member": "0198a6c1-4b7e-7a90-b3d2-6a1e0c8f2d44",
        "visibility": "public",
        "text": _TEXT,
        "replies": 0,
        "at": "2018-08-21T03:00:00.000Z",
    }


class CommentQuery(ListQuery):
    thread = Id(metadata=says("Only the exchange that this comment began."))


class CommentPage(Page):
    items = fields.List(fields.Nested(Comment), required=True)

    EXAMPLE: ClassVar = {"items": [Comment.EXAMPLE], "next": None}
