"""Commands in, views out. No view names a person or an address."""

from collections.abc import Sequence
from typing import Any

from marshmallow import Schema, fields, post_dump, validate

from chassis.schema import LANGUAGES, Id, PageQuery, Timestamp
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


class PreviewQuery(Schema):
    """`about` names the meeting or proposal to write about; without it a made-up one is shown."""

    name = fields.String(required=True, validate=TEMPLATE_NAME)
    language = fields.String(required=True, validate=validate.OneOf(LANGUAGES))
    about = fields.String(load_default=None, validate=ABOUT)


class RecipientsQuery(Schema):
    committee = Id(required=True)
    members = fields.List(Id(), required=True, validate=validate.Length(max=100))


class Nothing(Schema):
    pass


class StepView(Schema):
    status = fields.String()
    at = Timestamp()


class NotificationView(Schema):
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
    created_at = Timestamp()
    sent_at = Timestamp()
    history = fields.List(fields.Nested(StepView))

    @post_dump
    def leave_out_none(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {name: value for name, value in data.items() if value is not None}


class RecipientView(Schema):
    """`why` nothing would be sent, where so."""

    representative = Id()
    member = Id()
    language = fields.String(validate=validate.OneOf(LANGUAGES))
    why = fields.String()


class PersonalDataView(Schema):
    """All that notify keeps about one person."""

    copy = fields.Dict()
    letters = fields.List(fields.Nested(NotificationView))


class LetterView(Schema):
    language = fields.String(validate=validate.OneOf(LANGUAGES))
    subject = fields.String()
    text = fields.String()
    html = fields.String()


class TemplateView(Schema):
    name = fields.String()
    channels = fields.List(fields.String())
    languages = fields.List(fields.String())
    events = fields.List(fields.String())


def view(schema: Schema, shown: Any) -> dict[str, Any]:
    return dict(schema.dump(shown))


def page(items: Sequence[Notification], after: str | None) -> dict[str, Any]:
    return {"items": NotificationView().dump(items, many=True), "next": after}
