"""Commands in, views out. No view names a person or an address."""

from collections.abc import Sequence
from typing import Any

from marshmallow import Schema, fields, validate

from chassis.schema import LANGUAGES, Day, Id, MailAddress, PageQuery, Sparse, Timestamp
from notify.doors import Purpose
from notify.incoming.mail import State
from notify.model import Notification, Status

STATUSES = [str(status) for status in Status]
TEMPLATE_NAME = validate.Length(min=1, max=60)
ABOUT = validate.Regexp(r"^[a-z]+/[0-9a-f-]{36}$", error="not_an_id")


class ById(Schema):
    id = Id(required=True)


class Verb(ById):
    if_match = fields.Integer(strict=True, load_default=None, validate=validate.Range(min=1))


class NotificationsQuery(PageQuery):
    status = fields.String(load_default=None, validate=validate.OneOf(STATUSES))
    template = fields.String(load_default=None, validate=TEMPLATE_NAME)
    about = fields.String(load_default=None, validate=ABOUT)
    member = Id(load_default=None)
    committee = Id(load_default=None)


class RecipientsQuery(Schema):
    committee = Id(required=True)
    members = fields.List(Id(), required=True, validate=validate.Length(max=100))


class LinkQuery(Schema):
    purpose = fields.Enum(Purpose, by_value=True, required=True)
    token = fields.String(required=True, validate=validate.Length(max=2000))


class AtAddress(Schema):
    email = MailAddress(required=True)


class SignInLinks(AtAddress):
    """`secret` is what the links are made of."""

    secret = fields.String(required=True, validate=validate.Length(min=43, max=43))
    until = Timestamp(required=True)


class AccountLink(SignInLinks):
    """To an official, who is no representative."""

    account = Id(required=True)
    language = fields.String(required=True, validate=validate.OneOf(LANGUAGES))


class MailsQuery(PageQuery):
    state = fields.Enum(State, by_value=True, load_default=State.WAITING)


class ResolveMail(Verb):
    """`note` is what was done about it."""

    note = fields.String(load_default=None, validate=validate.Length(min=1, max=2000))


class PerformanceQuery(Schema):
    """By default the last thirty days."""

    first = Day(load_default=None)
    last = Day(load_default=None)
    committee = Id(load_default=None)


class Nothing(Schema):
    pass


class StepView(Schema):
    status = fields.String()
    at = Timestamp()


class ContactAttemptView(Sparse):
    """What somebody did to tell a person by hand; `by` is who, as callers are known."""

    at = Timestamp()
    by = fields.String()
    how = fields.String()
    reached = fields.Boolean()
    note = fields.String()


class NotificationView(Sparse):
    """`recipient` is the representative's id."""

    id = Id()
    version = fields.Integer()
    status = fields.String(validate=validate.OneOf(STATUSES))
    template = fields.String()
    channel = fields.String()
    about = fields.String()
    committee = Id()
    member = Id()
    recipient = Id()
    language = fields.String(validate=validate.OneOf(LANGUAGES))
    attempts = fields.Integer()
    reason = fields.String()
    resends = Id()
    message_id = fields.String()
    edition = fields.String()
    server = fields.String()
    server_said = fields.String()
    reply = fields.String()
    replied_at = Timestamp()
    created_at = Timestamp()
    sent_at = Timestamp()
    held_until = Timestamp()
    digest = Id()
    contact_attempts = fields.List(fields.Nested(ContactAttemptView))
    history = fields.List(fields.Nested(StepView))


class RecipientView(Schema):
    """`why` nothing would be sent, where so."""

    representative = Id()
    member = Id()
    language = fields.String(validate=validate.OneOf(LANGUAGES))
    channel = fields.String()
    why = fields.String()


class VisitorView(Schema):
    """Who came by a link, a representative or an account of the gateway, and what about: a meeting, or a kind
    of letters."""

    account = Id()
    representative = Id()
    member = Id()
    about = fields.String()


class FoundView(Schema):
    """Who is in office with an address."""

    representative = Id()
    member = Id()


class MailView(Sparse):
    """What somebody wrote to us; empty where the person is forgotten."""

    id = Id()
    version = fields.Integer()
    state = fields.Enum(State, by_value=True)
    received_at = Timestamp()
    sender = fields.String()
    subject = fields.String()
    text = fields.String()
    automatic = fields.Boolean()
    answers = Id()
    recipient = Id()
    member = Id()
    committee = Id()
    note = fields.String()
    resolved_at = Timestamp()


class DayView(Schema):
    """What was sent on a day of Bangkok over a channel, and how much of it within ten seconds."""

    day = fields.String()
    channel = fields.String()
    sent = fields.Integer()
    soon = fields.Integer()
    share = fields.Float()


def view(schema: Schema, shown: Any) -> dict[str, Any]:
    return dict(schema.dump(shown))


def page(items: Sequence[Notification], after: str | None) -> dict[str, Any]:
    return {"items": NotificationView().dump(items, many=True), "next": after}
