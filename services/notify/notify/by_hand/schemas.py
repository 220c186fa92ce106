"""The lists of those who are written to by post, or called, and what is ticked off on them."""

from collections.abc import Sequence
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from chassis.schema import Id, Line, PageQuery, Sparse, Text, Timestamp
from notify.routing import BY_HAND
from notify.schemas import TEMPLATE_NAME, ContactAttemptView, Verb

HOW = ("posted", "registered", "handed_over", "called")
AT_ONCE = 100


class ContactsQuery(PageQuery):
    channel = fields.String(required=True, validate=validate.OneOf(BY_HAND))
    committee = Id(load_default=None)
    template = fields.String(load_default=None, validate=TEMPLATE_NAME)


class Contacted(Schema):
    """`at` is when, now by default; `note` is what proves it: a registered letter's number, who spoke."""

    how = fields.String(required=True, validate=validate.OneOf(HOW))
    at = Timestamp(load_default=None)
    note = Line(max=500, load_default=None)


class HandOver(Verb, Contacted):
    pass


class NotReached(Verb, Contacted):
    pass


class Tick(Contacted):
    id = Id(required=True)
    reached = fields.Boolean(load_default=True)


def each_letter_once(ticks: Sequence[dict[str, Any]]) -> None:
    if len({one["id"] for one in ticks}) != len(ticks):
        raise ValidationError("duplicate")


class TickOff(Schema):
    items = fields.List(
        fields.Nested(Tick),
        required=True,
        validate=[validate.Length(min=1, max=AT_ONCE), each_letter_once],
    )


class ContactView(Sparse):
    """A letter to print, with the lines of the address, or a call to make, with what to say in `text`.

    `id` is the notification's; without `subject` where the letter could not be written.
    """

    id = Id()
    version = fields.Integer()
    channel = fields.String()
    template = fields.String()
    about = fields.String()
    committee = Id()
    office = fields.Dict()
    member = Id()
    organisation = Text()
    recipient = Id()
    name = fields.String()
    address = fields.List(fields.String())
    telephone = fields.String()
    language = fields.String()
    subject = fields.String()
    text = fields.String()
    contact_attempts = fields.List(fields.Nested(ContactAttemptView))
    created_at = Timestamp()


class ContactVerdictView(Sparse):
    id = Id()
    verdict = fields.String(validate=validate.OneOf(("delivered", "not_reached", "refused")))
    error = fields.Function(lambda one: one.error and one.error.to_wire())
