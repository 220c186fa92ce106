"""The shapes that commands, views and events share."""

from typing import Any, get_args

from marshmallow import ValidationError, fields, validate

from chassis.schema import LANGUAGES, Day, Line, Sparse, Text, at_least_one_language
from membership.model.member import ByConsent, Channel

REASON_LENGTH = 2000


class OneLanguagesName(Sparse):
    title = Line(max=60)
    given = Line(required=True, max=120)
    family = Line(required=True, max=120)


class PersonName(fields.Nested):
    """`{"th": {"title", "given", "family"}, "en": …}`, of which at least one is there."""

    def __init__(self, **kwargs: Any) -> None:
        languages: dict[str, fields.Field[Any]] = {
            name: fields.Nested(OneLanguagesName) for name in LANGUAGES
        }
        schema = Sparse.from_dict(languages, name="PersonName")
        super().__init__(schema, validate=at_least_one_language, **kwargs)


class Received(Sparse):
    """How an application came that the secretariat entered: when, and under which number of the registry."""

    channel = fields.String(required=True, validate=validate.OneOf(get_args(Channel)))
    on = Day(required=True)
    reference = Line(max=200)


class Addressee(Sparse):
    """Which office letters to an organisation are addressed to: that of its head, and not a person.

    `salutation` and `closing` where it asks for others than เรียน and ขอแสดงความนับถือ.
    """

    office = Text(max=300, required=True)
    salutation = Text(max=60)
    closing = Text(max=120)


def each_once(values: list[Any]) -> None:
    if len(set(values)) != len(values):
        raise ValidationError("duplicate")


class EachOnce(fields.List[Any]):
    """A list that names nothing twice."""

    def __init__(self, inner: fields.Field[Any], **kwargs: Any) -> None:
        checks = [each_once, *([kwargs.pop("validate")] if "validate" in kwargs else [])]
        super().__init__(inner, validate=checks, **kwargs)


class Shown(EachOnce):
    """What the public sees beside what is public of every member."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(fields.String(validate=validate.OneOf(get_args(ByConsent))), **kwargs)


class Goal(fields.Integer):
    """The number of a Sustainable Development Goal."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strict=True, validate=validate.Range(min=1, max=17), **kwargs)


class Goals(fields.List[Any]):
    """Goals, each at most once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Goal, validate=each_once, **kwargs)
