"""Words and people as they stand in documents: in Thai, in English or in both."""

from collections.abc import Mapping
from typing import NotRequired, TypedDict

Text = Mapping[str, str]
"""`{"th": …, "en": …}`, of which at least one is there."""

_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


class Name(TypedDict):
    title: NotRequired[str]
    given: str
    family: str


class Person(TypedDict):
    """Somebody in a public post: the chair of a meeting, the signatory of a document.

    A record may know only the one or the other.
    """

    name: NotRequired[Mapping[str, Name]]
    post: NotRequired[Text]


class Participants(TypedDict):
    """How many took part, whether that is an estimate, and groups worth naming among them."""

    count: int
    approximate: bool
    includes: NotRequired[list[Text]]


def thai_digits(text: object) -> str:
    return str(text).translate(_THAI_DIGITS)


def in_both(western: str) -> dict[str, str]:
    """A number as each language writes it."""
    return {"th": thai_digits(western), "en": western}
