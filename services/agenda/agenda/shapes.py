"""The shapes that commands, views and events share."""

from typing import Any

from marshmallow import ValidationError, fields, post_dump, validate, validates_schema

from agenda.model.handover import Outcome
from agenda.model.received import Way
from agenda.model.reconsideration import Answer
from agenda.model.resolution import ResolutionKind
from agenda.model.targets import TARGETS
from chassis.schema import LANGUAGES, Id, Line, Sparse, Text, Timestamp, at_least_one_language
from chassis.thai import western_digits

TITLE, PARAGRAPH, PAGES = 300, 2_000, 20_000
COUNT = validate.Range(min=0, max=100_000)


class NameShape(Sparse):
    title = Line(max=60)
    given = Line(max=120, required=True)
    family = Line(max=120, required=True)


class PersonName(fields.Nested):
    """In each language that is known."""

    def __init__(self, **kwargs: Any) -> None:
        languages: dict[str, fields.Field[Any]] = {name: fields.Nested(NameShape) for name in LANGUAGES}
        super().__init__(Sparse.from_dict(languages, name="Names"), validate=at_least_one_language, **kwargs)


class PersonShape(Sparse):
    """Somebody in a public post, of whom a record may know only the name or only the post."""

    name = PersonName()
    post = Text(max=TITLE)

    @validates_schema
    def somebody(self, data: dict[str, Any], **_: Any) -> None:
        if not data:
            raise ValidationError("required", "post")


class SignatoryShape(Sparse):
    name = PersonName(required=True)
    post = Text(required=True, max=TITLE)


class PresenterShape(Sparse):
    """Who presents an item: a member, by somebody in this post; or only the one or the other."""

    member = Id()
    post = Text(max=TITLE)

    @validates_schema
    def somebody(self, data: dict[str, Any], **_: Any) -> None:
        if not data:
            raise ValidationError("required", "post")


class NumberShape(Sparse):
    ordinal = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))
    year_be = fields.Integer(required=True, strict=True, validate=validate.Range(min=2400, max=2700))
    display = Text(required=True)


class ParticipantsShape(Sparse):
    count = fields.Integer(required=True, strict=True, validate=COUNT)
    approximate = fields.Boolean(load_default=False)
    includes = fields.List(Text(max=PARAGRAPH), validate=validate.Length(max=20))


class ResolutionShape(Sparse):
    kind = fields.String(required=True, validate=validate.OneOf([str(kind) for kind in ResolutionKind]))
    text = Text(required=True, max=PARAGRAPH)
    to = Text(max=TITLE)
    meeting = Id(required=True)
    item = Id(required=True)
    decided_at = Timestamp(required=True)


class MinutesShape(Sparse):
    """`adopted_by` is the meeting that adopted them."""

    edition = fields.Integer(required=True)
    circulated_at = Timestamp(required=True)
    adopted_at = Timestamp()
    adopted_by = Id()


class HandoverShape(Sparse):
    """`member` is the one that left, `to` the one that proposes it now."""

    member = Id(required=True)
    outcome = fields.String(required=True, validate=validate.OneOf([str(one) for one in Outcome]))
    began_at = Timestamp(required=True)
    until = Timestamp()
    to = Id()
    settled_at = Timestamp()


class ReceivedTold(Sparse):
    """What everybody may know of it."""

    by = fields.String(required=True, validate=validate.OneOf([str(way) for way in Way]))
    on = fields.String(required=True)


class ReceivedShape(ReceivedTold):
    source = fields.String()
    scan = Id()


class Goals(fields.List[int]):
    """Sustainable Development Goals by number, each once."""

    def __init__(self, **kwargs: Any) -> None:
        goal = fields.Integer(strict=True, validate=validate.Range(min=1, max=17))
        super().__init__(goal, validate=[validate.Length(min=1), each_once], **kwargs)


class AmendmentShape(Sparse):
    edition = fields.Integer(required=True)
    note = Text(required=True, max=PARAGRAPH)
    at = Timestamp(required=True)


class DecisionShape(Sparse):
    judgement = fields.String(required=True)
    decided_by = fields.String(required=True)
    decided_at = Timestamp(required=True)
    edition = fields.Integer(required=True)
    says = fields.Dict(required=True)

    @post_dump
    def state_what_it_says(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        says = {name: value for name, value in data.pop("says", {}).items() if value is not None}
        return {**says, **data}


class ReconsiderationShape(Sparse):
    reasons = Text(required=True, max=PAGES)
    asked_at = Timestamp(required=True)
    refused = fields.String(required=True)
    refused_for = Text(max=PARAGRAPH)
    answer = fields.String(validate=validate.OneOf([str(one) for one in Answer]))
    reason = Text(max=PARAGRAPH)
    answered_at = Timestamp()


class Target(fields.String):
    """Of a goal, by its code: `13.2`, `๑๓.๒`, `13.a`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.OneOf(TARGETS), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return western_digits(super()._deserialize(value, attr, data, **kwargs)).strip().lower()


class Targets(fields.List[str]):
    """Targets of the goals, each once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Target, validate=each_once, **kwargs)


def each_once(values: list[Any]) -> None:
    if len(set(values)) != len(values):
        raise ValidationError("duplicate")
