"""What other systems tell of agencies."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from chassis.schema import Day, Line, Text
from membership.model.names import number_key
from membership.shapes import each_once

ENDING_AT_MOST, PARTS_AT_MOST = 20, 10


def must_tell_apart(number: str) -> None:
    if not number_key(number):
        raise ValidationError("invalid")


class RegistryNumber(Line):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max=60, validate=must_tell_apart, **kwargs)


class Agency(Schema):
    """As the registry has it from now on; an abbreviation that is not named stays as it was."""

    registry_number = RegistryNumber(required=True)
    name = Text(required=True)
    abbreviation = Text(max=60, allow_none=True)


def each_agency_once(agencies: list[dict[str, Any]]) -> None:
    each_once([number_key(one["registry_number"]) for one in agencies])


class ByAuthority(Schema):
    """`authority` is the instrument by which it was done, as it is cited."""

    on = Day(required=True)
    authority = Line(required=True, max=200)


class Renaming(ByAuthority, Agency):
    """The number says which; the rest is what it is called from now on."""


class Merging(ByAuthority):
    registry_numbers = fields.List(
        RegistryNumber(), required=True, validate=validate.Length(min=1, max=ENDING_AT_MOST)
    )
    into = fields.Nested(Agency, required=True)


class Splitting(ByAuthority):
    registry_number = RegistryNumber(required=True)
    into = fields.List(
        fields.Nested(Agency),
        required=True,
        validate=[validate.Length(min=1, max=PARTS_AT_MOST), each_agency_once],
    )


class Dissolution(ByAuthority):
    registry_number = RegistryNumber(required=True)
