"""marshmallow for all of us: field types that every service shares, and our own field codes.

marshmallow's texts are English; a client gets stable codes, to which the gateway has a text in each language.
"""

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, post_dump, validate

from chassis.clock import to_wire
from chassis.errors import Invalid, Malformed
from chassis.thai import western_digits

LANGUAGES = ("th", "en")
PYTHONS_END = r"\Z"
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FIELD_CODES = (
    "required",
    "unknown",
    "null",
    "wrong_type",
    "invalid",
    "too_short",
    "too_long",
    "out_of_range",
    "not_one_of",
    "wrong_length",
    "at_least_one_language",
    "not_a_time",
    "not_an_id",
    "not_an_address",
    "name_not_in_ascii",
    "not_an_hour",
    "same_hour",
    "not_optional",
    "not_a_public_address",
    "not_a_telephone_number",
    "not_a_postcode",
    "duplicate",
    "ends_before_start",
    "in_the_past",
    "in_the_future",
    "not_of_this_source",
    "beyond_the_end",
    "not_a_wait",
    "not_a_cursor",
)
_BY_MESSAGE = {
    "Missing data for required field.": "required",
    "Unknown field.": "unknown",
    "Field may not be null.": "null",
    "Not a valid datetime.": "not_a_time",
    "Not a valid UUID.": "not_an_id",
    "Not a valid email address.": "not_an_address",
    "Invalid input type.": "wrong_type",
}
_BY_BEGINNING = (
    ("Not a valid aware", "not_a_time"),
    ("Not a valid", "wrong_type"),
    ("Shorter than", "too_short"),
    ("Longer than", "too_long"),
    ("Length must be", "wrong_length"),
    ("Must be one of", "not_one_of"),
    ("Must be ", "out_of_range"),
)


class Sparse(Schema):
    """On the way out what has no value is left out: a reader meets a field or its absence, never null."""

    @post_dump
    def leave_out_none(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {name: value for name, value in data.items() if value is not None}


class Day(fields.Date):
    """A date of the calendar, kept as its text: `2018-01-31`."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return super()._deserialize(value, attr, data, **kwargs).isoformat()

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else str(value)


class Timestamp(fields.AwareDateTime):
    """RFC 3339 with an offset on the way in, UTC with milliseconds and `Z` on the way out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="iso", **kwargs)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else to_wire(value)


class Hour(fields.String):
    """A time of day, kept as `22:00`; ๒๒.๐๐ is taken too."""

    def __init__(self, **kwargs: Any) -> None:
        hour = validate.Regexp(r"([01]\d|2[0-3]):[0-5]\d\Z", error="not_an_hour")
        super().__init__(validate=hour, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        return western_digits(text.strip()).replace(".", ":")


class Id(fields.UUID):
    """A UUID, kept as its canonical text."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return str(super()._deserialize(value, attr, data, **kwargs))


class MailAddress(fields.Email):
    """Of up to 254 characters. The domain may be in any script; a name that is not in ASCII many mail servers
    refuse."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=[validate.Length(max=254), name_in_ascii], **kwargs)


def name_in_ascii(address: str) -> None:
    if not address.rpartition("@")[0].isascii():
        raise ValidationError("name_not_in_ascii")


class Line(fields.String):
    """A text without white space around it, with at least one character that is seen, and none that no
    document can hold."""

    def __init__(self, *, max: int = 500, **kwargs: Any) -> None:
        checks = [validate.Length(min=1), validate.Length(max=max), *_listed(kwargs.pop("validate", None))]
        super().__init__(validate=checks, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        if text.isprintable():
            return text.strip()
        if NOT_IN_XML.search(text):
            raise ValidationError("invalid")
        return text.strip() if any(one.isprintable() and not one.isspace() for one in text) else ""


class Text(fields.Nested):
    """`{"th": …, "en": …}`, of which at least one is there."""

    def __init__(self, *, max: int = 500, **kwargs: Any) -> None:
        languages: dict[str, fields.Field[Any]] = {name: Line(max=max) for name in LANGUAGES}
        schema = Schema.from_dict(languages, name=f"Text{max}")
        checks = [*_listed(kwargs.pop("validate", None)), at_least_one_language]
        super().__init__(schema, validate=checks, unknown=RAISE, **kwargs)


def at_least_one_language(value: Mapping[str, Any]) -> None:
    if not value:
        raise ValidationError("at_least_one_language")


class PageQuery(Schema):
    """What every list takes: the cursor of the last page and how many to give (1 to 100)."""

    after = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=200))
    limit = fields.Integer(load_default=20, validate=validate.Range(min=1, max=100))


class Erased(Schema):
    """What a service tells when it has forgotten a person: `id` is the erasure's, `blanked` says how many
    rows of which of its collections."""

    id = Id(required=True)
    blanked = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


def load(schema: Schema, body: Any) -> dict[str, Any]:
    """The loaded body; Invalid with a code for each field at fault."""
    if not isinstance(body, Mapping):
        raise Malformed()
    try:
        return dict(schema.load(body))
    except ValidationError as error:
        raise Invalid(fields=field_codes(error.messages)) from error


def field_codes(messages: Any, path: str = "") -> dict[str, list[str]]:
    """marshmallow's nested messages as dotted paths with our codes."""
    if isinstance(messages, Mapping):
        found: dict[str, list[str]] = {}
        for name, inner in messages.items():
            step = path if name == "_schema" else f"{path}.{name}" if path else str(name)
            for where, codes in field_codes(inner, step).items():
                found.setdefault(where, []).extend(codes)
        return found
    return {path: [_code(message) for message in _listed(messages)]}


def pattern_in_json(_self: Any, _field: Any, ret: Mapping[str, Any], **_: Any) -> dict[str, Any]:
    """For apispec: in JSON a pattern may match anywhere, and Python's own end of a text is an error."""
    whole = ret.get("pattern", "").removesuffix(PYTHONS_END)
    return {"pattern": f"^{whole}$"} if whole != ret.get("pattern", "") else {}


def _code(message: Any) -> str:
    text = str(message)
    if text in FIELD_CODES:
        return text
    if text in _BY_MESSAGE:
        return _BY_MESSAGE[text]
    return next((code for beginning, code in _BY_BEGINNING if text.startswith(beginning)), "invalid")


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]
