"""Dates, times, names and numbers as Thai officials and English readers write them. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chassis.thai import BANGKOK, BUDDHIST_ERA, MONTHS, WEEKDAYS, thai_digits
from notify.model import Language


def other(language: Language) -> Language:
    return "en" if language == "th" else "th"


def date(moment: datetime, language: Language) -> str:
    """`๓๑ มกราคม ๒๕๖๑` · `31 January 2018`, of the day it is in Bangkok."""
    there = moment.astimezone(BANGKOK)
    month = MONTHS[language][there.month - 1]
    if language == "th":
        return thai_digits(f"{there.day} {month} {there.year + BUDDHIST_ERA}")
    return f"{there.day} {month} {there.year}"


def day(moment: datetime, language: Language) -> str:
    """`วันพุธที่ ๓๑ มกราคม ๒๕๖๑` · `Wednesday 31 January 2018`."""
    weekday = WEEKDAYS[language][moment.astimezone(BANGKOK).weekday()]
    return f"วัน{weekday}ที่ {date(moment, 'th')}" if language == "th" else f"{weekday} {date(moment, 'en')}"


def hours(starts_at: datetime, ends_at: datetime | None, language: Language) -> str:
    """`๐๙.๐๐–๑๒.๐๐ น.` · `09:00–12:00 (Bangkok time)`; a later day is named."""
    start, end = starts_at.astimezone(BANGKOK), ends_at and ends_at.astimezone(BANGKOK)
    text = _hour(start, language)
    if end:
        later = f" {date(end, language)} " if end.date() != start.date() else ""
        text += f"–{later}{_hour(end, language)}"
    return f"{text} น." if language == "th" else f"{text} (Bangkok time)"


def person(name: Mapping[str, Mapping[str, str]], language: Language) -> str:
    """`นางกาญจนา ภัทรโชค` · `Ms. Given Family`; in the other language where only that is known."""
    parts = name.get(language)
    if parts is None:
        return person(name, other(language))
    title = parts.get("title", "")
    given = f"{title}{parts['given']}" if language == "th" else f"{title} {parts['given']}".strip()
    return f"{given} {parts['family']}"


def in_words(text: Mapping[str, str], language: Language) -> tuple[str, Language | None]:
    """The text, and the language it had to fall back to where it has none in `language`."""
    if language in text:
        return text[language], None
    return text[other(language)], other(language)


def number(display: Mapping[str, Any], language: Language) -> str:
    """A number such as `๑/๒๕๖๑`; each language has its digits."""
    text = str(display.get(language) or display[other(language)])
    return thai_digits(text) if language == "th" else text


def _hour(moment: datetime, language: Language) -> str:
    return thai_digits(f"{moment:%H.%M}") if language == "th" else f"{moment:%H:%M}"
