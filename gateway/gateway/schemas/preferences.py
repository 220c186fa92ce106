"""What a person chooses about the letters that are not essential."""

from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, fields, validate

from chassis.schema import Hour
from gateway.schemas.parts import chosen, each_once, says

LETTER_KINDS = ("releases", "supported", "comments", "news", "circulars")
DIGESTS = ("none", "daily", "weekly")


class Channels(Schema):
    """Which letters a person wants beside the essential, which always come; all, where it is not said."""

    email = fields.List(
        fields.String(validate=validate.OneOf(LETTER_KINDS, error="not_optional")),
        validate=each_once,
        metadata=says(
            "`releases`: news releases; `supported`: news of proposals that the member supports; `comments`:"
            " that others commented on its own; `news`: of those of others, and of agendas and minutes that"
            " were published, in a digest only; `circulars`: what the secretariat writes to many."
        ),
    )
    post = fields.List(
        fields.String(validate=validate.OneOf(LETTER_KINDS, error="not_optional")), validate=each_once
    )
    telephone = fields.List(
        fields.String(validate=validate.OneOf(LETTER_KINDS, error="not_optional")), validate=each_once
    )

    inbox = fields.List(
        fields.String(validate=validate.OneOf(LETTER_KINDS, error="not_optional")),
        validate=each_once,
        metadata=says("What is to be found in the inbox, where it is not wanted by mail."),
    )

    EXAMPLE: ClassVar = {"email": ["releases"]}


def not_the_whole_day(hours: dict[str, str]) -> None:
    if hours["from"] == hours["until"]:
        raise ValidationError("same_hour")


class QuietHours(fields.Nested):
    """`{"from", "until"}`, of which one is a word of Python: so they are named as texts."""

    def __init__(self, **kwargs: Any) -> None:
        ends: dict[str, fields.Field[Any]] = {name: Hour(required=True) for name in ("from", "until")}
        super().__init__(
            Schema.from_dict(ends, name="QuietHours"),
            validate=not_the_whole_day,
            metadata=says(
                "In Bangkok, as `22:00`; they may pass midnight. What is essential leaves all the same."
            ),
            **kwargs,
        )


def how_often(**kwargs: Any) -> fields.String:
    return chosen(
        DIGESTS,
        "Whether letters that are not essential come together: at 07:00 in Bangkok, each day or on Mondays.",
        **kwargs,
    )
