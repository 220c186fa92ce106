"""A partner's webhook: where its events are posted to, how far it has come, and what it has done with it."""

from typing import Any, ClassVar

from marshmallow import Schema, fields, validate

from gateway.schemas.feed import SOURCES
from gateway.schemas.parts import View, chosen, says
from gateway.webhooks.orders import BEGINNING, NOW
from gateway.webhooks.webhook import ACTIVE, DISABLED, REASONS

_AT = "2026-11-27T03:00:00.000Z"


class NewEventWebhook(Schema):
    """That my events are posted there, or elsewhere from now on."""

    url = fields.String(
        required=True,
        validate=validate.Length(min=1, max=2000),
        metadata=says("`https://…`, to a public address, without a password in it."),
    )
    after = chosen(
        (NOW, BEGINNING),
        "What of the logs is posted: what is told from now on (of a new one the default), or all of it.",
    )

    EXAMPLE: ClassVar[dict[str, Any]] = {"url": "https://hooks.statistics.example/wara", "after": NOW}


class Resending(Schema):
    source = chosen(SOURCES, "Of which log.", required=True)
    after = fields.Integer(
        required=True,
        validate=validate.Range(min=0, max=2**53),
        metadata=says("What follows this `sequence` is posted again, with the same ids."),
    )

    EXAMPLE: ClassVar[dict[str, Any]] = {"source": "agenda", "after": 900}


class LastPosted(View):
    source = fields.String(required=True)
    sequence = fields.Integer(required=True)
    type = fields.String(required=True)
    at = fields.String(required=True)
    status = fields.Integer(allow_none=True, metadata=says("What was answered; null where nothing was."))
    said = fields.String(required=True, metadata=says("The status, or what kept it from coming."))

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "source": "agenda",
        "sequence": 912,
        "type": "agenda.meeting.convened.v1",
        "at": _AT,
        "status": 204,
        "said": "204",
    }


class EventWebhook(View):
    """Where my events are posted to, and how that goes."""

    url = fields.String(required=True)
    status = chosen((ACTIVE, DISABLED), required=True)
    reason = chosen(REASONS, "Why it is disabled.", allow_none=True)
    cursors = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        metadata=says("The `sequence` in each log up to which all was posted that I am granted."),
    )
    last = fields.Nested(LastPosted, allow_none=True, metadata=says("The last attempt."))
    failing_since = fields.String(allow_none=True, metadata=says("Since when the next event is not taken."))
    tries = fields.Integer(required=True, metadata=says("How often it was tried in vain."))
    due = fields.String(allow_none=True, metadata=says("When it is tried again."))
    both_until = fields.String(
        allow_none=True, metadata=says("Until then the secret before signs beside the new one.")
    )
    secret = fields.String(metadata=says("Told once, when it is new: signatures are checked with it."))
    made_at = fields.String(required=True)
    changed_at = fields.String(required=True, metadata=says("When I last did something with it."))

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "url": NewEventWebhook.EXAMPLE["url"],
        "status": ACTIVE,
        "reason": None,
        "cursors": {"membership": 210, "agenda": 912, "notify": 3300},
        "last": LastPosted.EXAMPLE,
        "failing_since": None,
        "tries": 0,
        "due": None,
        "both_until": None,
        "made_at": _AT,
        "changed_at": _AT,
    }


class TriedWebhook(View):
    """What was answered to an event that says nothing has happened."""

    status = fields.Integer(allow_none=True)
    said = fields.String(required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {"status": 204, "said": "204"}
