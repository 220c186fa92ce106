"""The pieces that requests and answers are put together from."""

from typing import Any, ClassVar

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from chassis.clock import to_wire
from chassis.schema import LANGUAGES, PageQuery, Text, Timestamp, at_least_one_language
from chassis.thai import BUDDHIST_ERA, western_day
from gateway.roles import RESERVED

TITLE, PARAGRAPH, PAGES = 300, 2_000, 20_000
PURPOSES = ("information", "consideration")
SECTION_PURPOSES = (*PURPOSES, "minutes", "follow_up")


def says(description: str) -> dict[str, str]:
    return {"description": description}


class Moment(Timestamp):
    """A time that is checked on its way in and passed on as text, in UTC."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        try:
            return to_wire(super()._deserialize(value, attr, data, **kwargs))
        except OverflowError as error:
            raise ValidationError("not_a_time") from error

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else str(value)


class Day(fields.Date):
    """A date that is checked on its way in and passed on as text; its year may be the Buddhist one."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        value = western_day(value) if isinstance(value, str) else value
        return super()._deserialize(value, attr, data, **kwargs).isoformat()

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else str(value)


class BuddhistYear(fields.Integer):
    """2561, or 2018, which is the same year; kept as the Buddhist one."""

    def __init__(self, *, strict: bool = True, **kwargs: Any) -> None:
        super().__init__(strict=strict, validate=validate.Range(min=2400, max=2700), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        year = super()._deserialize(value, attr, data, **kwargs)
        return year + BUDDHIST_ERA if 1900 <= year <= 2200 else year


class Goal(fields.Integer):
    """A Sustainable Development Goal, by number."""

    def __init__(self, *, strict: bool = True, **kwargs: Any) -> None:
        super().__init__(strict=strict, validate=validate.Range(min=1, max=17), **kwargs)


class Goals(fields.List[int]):
    """Sustainable Development Goals by number, each once."""

    def __init__(self, *, least: int = 0, **kwargs: Any) -> None:
        kwargs.setdefault("metadata", says("Sustainable Development Goals, by number."))
        super().__init__(
            Goal, validate=[validate.Length(min=least), validate.Length(max=17), each_once], **kwargs
        )


class Target(fields.String):
    """A target of a goal, by its code."""

    def __init__(self, **kwargs: Any) -> None:
        code = validate.Regexp(r"[0-9๐-๙]{1,2}\.([0-9๐-๙]{1,2}|[a-dA-D])\Z")
        super().__init__(validate=code, **kwargs)


class Targets(fields.List[str]):
    """Targets of the goals by their codes, each once; their goals need not be named."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("metadata", says("Targets of the goals (1.1 … 17.19); each implies its goal."))
        super().__init__(Target, validate=[validate.Length(max=169), each_once], **kwargs)


def each_once(values: list[Any]) -> None:
    if len(set(values)) != len(values):
        raise ValidationError("duplicate")


def of_a_system(name: str) -> None:
    """The audit trail calls others so."""
    if name in RESERVED:
        raise ValidationError("invalid")


class NameInOneLanguage(Schema):
    title = fields.String(validate=validate.Length(min=1, max=60), metadata=says("นาง, ดร., a rank …"))
    given = fields.String(required=True, validate=validate.Length(min=1, max=120))
    family = fields.String(required=True, validate=validate.Length(min=1, max=120))


class PersonName(fields.Nested):
    """`{"th": {"title", "given", "family"}, "en": …}`, of which at least one is there."""

    def __init__(self, **kwargs: Any) -> None:
        languages: dict[str, fields.Field[Any]] = {
            name: fields.Nested(NameInOneLanguage) for name in LANGUAGES
        }
        names = Schema.from_dict(languages, name="PersonName")
        super().__init__(names, validate=at_least_one_language, **kwargs)


class Person(Schema):
    """Somebody in a public post."""

    name = PersonName()
    post = Text(max=TITLE)


class View(Schema):
    """What we answer with: a reader passes over fields that it does not know, so that we may add some."""

    class Meta:
        unknown = EXCLUDE


class Number(View):
    """n/พ.ศ.: it starts again at 1 each calendar year."""

    ordinal = fields.Integer(required=True)
    year_be = fields.Integer(required=True, metadata=says("Buddhist year."))
    display = Text(required=True, metadata=says("As each language writes it: ๑/๒๕๖๑, 1/2561."))


class Aggregate(View):
    """What everything with a life of its own has; `version` is also its `ETag`."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True, metadata=says("Raised by one with every change."))


class Page(View):
    next = fields.String(
        allow_none=True, metadata=says("The value of `after` for the next page; null on the last.")
    )


class ListQuery(PageQuery):
    after = fields.String(
        validate=validate.Length(min=1, max=200), metadata=says("`next` of the page before.")
    )
    limit = fields.Integer(
        load_default=20,
        validate=validate.Range(min=1, max=100),
        metadata=says("How many to give at most."),
    )


class Reasoned(Schema):
    reason = Text(max=PARAGRAPH, required=True, metadata=says("Told to those whom it concerns."))

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "reason": {"th": "อยู่นอกขอบเขตของคณะทำงานร่วมฯ", "en": "Outside the group's scope"}
    }


def chosen(values: tuple[str, ...], description: str = "", **kwargs: Any) -> fields.String:
    """A text that is one of `values`."""
    metadata = says(description) if description else {}
    return fields.String(validate=validate.OneOf(values), metadata=metadata, **kwargs)


def spoken(description: str = "", **kwargs: Any) -> fields.String:
    return chosen(LANGUAGES, description, **kwargs)
