"""Commands in, views out: letters that are parked or were sent, and addresses that nothing is sent to."""

from marshmallow import Schema, fields, validate

from chassis.schema import LANGUAGES, Id, PageQuery, Sparse, Timestamp
from notify.outgoing.suppressions import State
from notify.schemas import ABOUT, TEMPLATE_NAME, Verb


class Parked(Schema):
    """Which of them; without any of these all."""

    template = fields.String(load_default=None, validate=TEMPLATE_NAME)
    about = fields.String(load_default=None, validate=ABOUT)
    member = Id(load_default=None)
    committee = Id(load_default=None)
    reason = fields.String(load_default=None, validate=validate.Length(min=1, max=60))


class SentLetterView(Schema):
    """As it left, without the seals of its links."""

    id = Id()
    recipient = Id()
    sent_at = Timestamp()
    language = fields.String(validate=validate.OneOf(LANGUAGES))
    subject = fields.String()
    text = fields.String()
    html = fields.String()


class SuppressionsQuery(PageQuery):
    state = fields.Enum(State, by_value=True, load_default=State.STANDING)


class LiftSuppression(Verb):
    """`note` is why it is tried again."""

    note = fields.String(required=True, validate=validate.Length(min=1, max=2000))


class SuppressionView(Sparse):
    """`reason` is what the mail system gave; with a changed address it counts no more."""

    representative = Id()
    version = fields.Integer()
    member = Id()
    state = fields.Enum(State, by_value=True)
    reason = fields.String()
    since = Timestamp()
    address_changed = fields.Boolean()
    note = fields.String()
    lifted_at = Timestamp()
