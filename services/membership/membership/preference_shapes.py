"""The shapes of what a person chooses about letters, in commands, views and events."""

from typing import Any, get_args

from marshmallow import Schema, ValidationError, fields, validate

from chassis.schema import Hour, Sparse
from membership.model.preferences import Digest, LetterKind
from membership.shapes import EachOnce


class LetterKinds(EachOnce):
    def __init__(self) -> None:
        super().__init__(fields.String(validate=validate.OneOf(get_args(LetterKind), error="not_optional")))


class Channels(Sparse):
    """By which channel a person hears of what, beside what is essential."""

    email = LetterKinds()
    inbox = LetterKinds()
    post = LetterKinds()
    telephone = LetterKinds()


def not_the_whole_day(hours: dict[str, str]) -> None:
    if hours["from"] == hours["until"]:
        raise ValidationError("same_hour")


class QuietHours(fields.Nested):
    def __init__(self, **kwargs: Any) -> None:
        ends: dict[str, fields.Field[Any]] = {name: Hour(required=True) for name in ("from", "until")}
        super().__init__(Schema.from_dict(ends, name="QuietHours"), validate=not_the_whole_day, **kwargs)


def how_often(**kwargs: Any) -> fields.String:
    """Whether what is not essential comes together, and when."""
    return fields.String(validate=validate.OneOf(get_args(Digest)), **kwargs)
