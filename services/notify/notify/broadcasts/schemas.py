"""Commands in, views out. No view names a person or an address."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from chassis.schema import Id, MailAddress, PageQuery, Sparse, Text, Timestamp
from notify.broadcasts.model import Audience, Broadcast, Category, State, Status
from notify.broadcasts.progress import Progress
from notify.schemas import Verb

SUBJECT, BODY, REASON, NAMED = 200, 10_000, 500, 200
STATES = ("active", "suspended")


def each_once(values: list[Any]) -> None:
    if len(set(values)) != len(values):
        raise ValidationError("duplicate")


class AudienceShape(Sparse):
    states = fields.List(
        fields.String(validate=validate.OneOf(STATES)), validate=[validate.Length(min=1), each_once]
    )
    kinds = fields.List(fields.String(validate=validate.Length(min=1, max=60)), validate=each_once)
    sdgs = fields.List(
        fields.Integer(strict=True, validate=validate.Range(min=1, max=17)), validate=each_once
    )
    members = fields.List(Id(), validate=[validate.Length(max=NAMED), each_once])
    without = fields.List(Id(), validate=[validate.Length(max=NAMED), each_once])
    invited_to = Id(load_default=None, allow_none=True)
    coming_to = Id(load_default=None, allow_none=True)

    @post_load
    def as_model(self, data: dict[str, Any], **_: Any) -> Audience:
        return Audience(**data)


class DraftBroadcast(Schema):
    """`because` is why it is essential; without an audience it is for all active members."""

    committee = Id(load_default=None)
    subject = Text(required=True, max=SUBJECT)
    body = Text(required=True, max=BODY)
    audience = fields.Nested(AudienceShape, load_default=Audience)
    category = fields.Enum(Category, by_value=True, load_default=Category.NORMAL)
    because = Text(load_default=None, allow_none=True, max=REASON)


class ReviseBroadcast(Verb):
    """Only what is named changes. Who makes it essential says why."""

    if_match = fields.Integer(strict=True, required=True, validate=validate.Range(min=1))
    subject = Text(max=SUBJECT)
    body = Text(max=BODY)
    audience = fields.Nested(AudienceShape)
    category = fields.Enum(Category, by_value=True)
    because = Text(allow_none=True, max=REASON)


class TryBroadcast(Verb):
    to = MailAddress(required=True)


class SendBroadcast(Verb):
    """`at` is when it is to go out, if later than the hold ends."""

    at = Timestamp(load_default=None, allow_none=True)


class StopBroadcast(Verb):
    reason = Text(required=True, max=REASON)


class BroadcastsQuery(PageQuery):
    committee = Id(load_default=None)
    status = fields.Enum(Status, by_value=True, load_default=None)


class DryRunView(Sparse):
    edition = fields.Integer()
    state = fields.Enum(State, by_value=True)
    asked_at = Timestamp()
    done_at = Timestamp()
    people = fields.Integer()
    languages = fields.Dict()
    channels = fields.Dict()
    in_another_language = fields.Dict()
    left_out = fields.Dict()


class TrialView(Sparse):
    edition = fields.Integer()
    state = fields.Enum(State, by_value=True)
    asked_at = Timestamp()
    done_at = Timestamp()
    reason = fields.String()


class BroadcastView(Sparse):
    id = Id()
    version = fields.Integer()
    status = fields.Enum(Status, by_value=True)
    committee = Id()
    by = fields.String()
    subject = fields.Dict()
    body = fields.Dict()
    audience = fields.Nested(AudienceShape)
    category = fields.Enum(Category, by_value=True)
    because = fields.Dict()
    edition = fields.Integer()
    wanting = fields.List(fields.String())
    dry_run = fields.Nested(DryRunView)
    test = fields.Nested(TrialView)
    release_at = Timestamp()
    started_at = Timestamp()
    ended_at = Timestamp()
    reason = fields.Dict()
    created_at = Timestamp()


class ProgressView(Schema):
    status = fields.Enum(Status, by_value=True)
    people = fields.Integer()
    told = fields.Integer()
    letters = fields.Integer()
    queued = fields.Integer()
    sent = fields.Integer()
    failed = fields.Integer()
    suppressed = fields.Integer()
    cancelled = fields.Integer()


def progress_view(broadcast: Broadcast, progress: Progress) -> dict[str, Any]:
    people = broadcast.dry_run.people if broadcast.dry_run else 0
    shown: dict[str, Any] = ProgressView().dump(progress)
    return {**shown, "status": str(broadcast.status), "people": people}
