"""What tells an organisation from every other, however it is spelt."""

import unicodedata
from collections.abc import Iterable

Text = dict[str, str]

_ASCII_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def name_key(name: str) -> str:
    """What all spellings of one name share, whatever their form, spaces, case, digits or invisible marks."""
    composed = unicodedata.normalize("NFKC", name).casefold().replace("เเ", "แ")
    visible = "".join(letter for letter in composed if unicodedata.category(letter) != "Cf")
    return " ".join(visible.translate(_ASCII_DIGITS).split())


def number_key(number: str) -> str:
    """What all spellings of one registry number share, whatever separates its letters and digits."""
    return "".join(letter for letter in name_key(number) if letter.isalnum())


def marks_of(names: Iterable[str], registry_number: str | None = None) -> list[str]:
    """What tells an organisation from every other, in one spelling."""
    number = number_key(registry_number or "")
    return sorted({f"|{name_key(name)}" for name in names} | ({f"#{number}"} if number else set()))
