"""The facts of the agenda about what belongs to a proposal, as far as notify uses them."""

from marshmallow import fields

from chassis.schema import Id
from notify.readers.facts import OPTIONAL, Reader


class CommentRead(Reader):
    id = Id(required=True)
    committee = Id(required=True)
    proposal = Id(required=True)
    member = Id(**OPTIONAL)
    reply_to = Id(**OPTIONAL)
    status = fields.String(required=True)


class ReviewRead(Reader):
    id = Id(required=True)
    committee = Id(required=True)
    proposal = Id(required=True)
    member = Id(**OPTIONAL)
    status = fields.String(required=True)
