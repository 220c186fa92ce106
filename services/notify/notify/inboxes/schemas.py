"""Commands in, views out: inboxes and webhooks."""

from marshmallow import Schema, fields, validate

from chassis.schema import LANGUAGES, Id, PageQuery, Sparse, Timestamp
from notify.schemas import STATUSES, Verb

MOST_PEOPLE = 500


class InboxQuery(PageQuery):
    pass


class ReadAll(Schema):
    """`up_to` is the newest that was seen."""

    up_to = Id(load_default=None)


class FollowQuery(Schema):
    """`after` is a number in the sequence of what notify tells."""

    after = fields.Integer(required=True, validate=validate.Range(min=0))
    limit = fields.Integer(load_default=100, validate=validate.Range(min=1, max=100))
    people = fields.List(Id(), required=True, validate=validate.Length(max=MOST_PEOPLE))


class Registration(Schema):
    url = fields.String(required=True, validate=validate.Length(min=1, max=2000))


class Rotation(Verb):
    id = Id(load_default=None)


class EntryView(Sparse):
    """`subject`, `text` and `html` are not there where the words cannot be had any more."""

    id = Id()
    template = fields.String()
    about = fields.String()
    committee = Id()
    language = fields.String(validate=validate.OneOf(LANGUAGES))
    at = Timestamp()
    read_at = Timestamp()
    withdrawn = fields.Boolean()
    reason = fields.String()
    subject = fields.String()
    text = fields.String()
    html = fields.String()


class PostedView(Sparse):
    """What became of a copy that was posted; `said` is the status that the receiver answered."""

    id = Id()
    template = fields.String()
    status = fields.String(validate=validate.OneOf(STATUSES))
    attempts = fields.Integer()
    reason = fields.String()
    said = fields.String(attribute="server_said")
    created_at = Timestamp()
    sent_at = Timestamp()


class WebhookView(Sparse):
    """`id` is the person's; `secret` is told when it is new; the one before signs too until `both_until`."""

    id = Id()
    version = fields.Integer()
    url = fields.String()
    status = fields.String(validate=validate.OneOf(("active", "disabled")))
    secret = fields.String()
    both_until = Timestamp()
    created_at = Timestamp()
    updated_at = Timestamp()
    posted = fields.List(fields.Nested(PostedView))
