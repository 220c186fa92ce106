"""Telephone numbers and postal addresses of Thailand, as they are written there."""

import re
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from chassis.schema import Line, Sparse
from chassis.thai import western_digits

_EXTENSION = re.compile(r"\s*(?:ต่อ|ext\.?|#|;ext=|x)\s*(\d{1,6})\Z", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s().\-–]")
_OF_THAILAND = re.compile(r"(?:[2-57]\d{7}|[689]\d{8})\Z")
"""Without the 0: of a house eight digits, of a mobile telephone nine."""
_ELSEWHERE = re.compile(r"\+[1-9]\d{7,14}\Z")
_HOME = "+66"
_POSTCODE = re.compile(r"(?:1[0-8]|2[0-7]|3[0-9]|4[0-9]|5[0-8]|6[0-7]|7[0-7]|8[0-6]|9[0-6])\d{3}\Z")
"""As far as provinces have such: their first two digits."""


class Telephone(fields.String):
    """`02 203 5000 ต่อ 14045`, ๐๘๑-๒๓๔-๕๖๗๘ or with the country's code, kept as RFC 3966 has it:
    `+6622035000;ext=14045`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.Length(max=60), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text: str = western_digits(super()._deserialize(value, attr, data, **kwargs)).strip()
        extension = _EXTENSION.search(text)
        number = _SEPARATORS.sub("", text[: extension.start()] if extension else text)
        return _global(number) + (f";ext={extension[1]}" if extension else "")


def _global(number: str) -> str:
    """With the country's code."""
    if not number.startswith(("0", _HOME)):
        if _ELSEWHERE.match(number):
            return number
        raise ValidationError("not_a_telephone_number")
    own = number.removeprefix(_HOME).removeprefix("0")
    if not _OF_THAILAND.match(own):
        raise ValidationError("not_a_telephone_number")
    return _HOME + own


class Postcode(fields.String):
    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        code = western_digits(super()._deserialize(value, attr, data, **kwargs)).replace(" ", "")
        if not _POSTCODE.match(code):
            raise ValidationError("not_a_postcode")
        return code


class Part(Line):
    """A name without the word before it that says what it is of, which each letter has in its own way."""

    def __init__(self, *said: str, **kwargs: Any) -> None:
        super().__init__(max=100, **kwargs)
        self._said = re.compile(rf"(?:{'|'.join(map(re.escape, said))})\s*(?=\S)")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        said = self._said.match(text)
        return text[said.end() :] if said else text


class PostalAddress(Sparse):
    """`street` is what stands before the sub-district: number, village, road, or a box at a post office."""

    street = Line(max=200, required=True)
    subdistrict = Part("ตำบล", "ต.", "แขวง")
    district = Part("อำเภอ", "อ.", "เขต")
    province = Part("จังหวัด", "จ.", required=True)
    postcode = Postcode(required=True)


class Reachable(Schema):
    """How a person is reached beside e-mail."""

    telephone = Telephone(allow_none=True)
    postal_address = fields.Nested(PostalAddress, allow_none=True)
    preferred_channel = fields.String(
        validate=validate.OneOf(("email", "post", "telephone")), allow_none=True
    )
