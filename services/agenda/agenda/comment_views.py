"""What is shown of a comment; its words only to whom, and while, they are to be read."""

from marshmallow import fields

from agenda.views import Aggregate
from chassis.schema import Id, Text, Timestamp


class CommentView(Aggregate):
    committee = Id()
    proposal = Id()
    thread = Id()
    reply_to = Id()
    member = Id()
    post = Text()
    visibility = fields.String()
    text = Text()
    replies = fields.Integer()
    at = Timestamp()
    edited_at = Timestamp()
    reason = Text()
