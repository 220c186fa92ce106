"""How values stand on a page: a text in the reader's language, a day as each language writes it."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, g

from chassis.call import Language
from chassis.clock import from_wire
from chassis.thai import BANGKOK, BUDDHIST_ERA, MONTHS
from gateway import texts
from gateway.texts import in_digits


def in_words(pages: Blueprint) -> None:
    pages.add_app_template_filter(text)
    pages.add_app_template_filter(day)
    pages.add_app_template_filter(word)
    pages.add_app_template_filter(digits)
    pages.add_app_template_filter(written)
    pages.add_app_template_filter(in_digits, "digits_in")


def text(value: Mapping[str, str]) -> str:
    return value.get(g.language) or next(iter(value.values()), "")


def word(value: str) -> str:
    """What a state is called."""
    return texts.word(value, g.language)


def digits(value: str) -> str:
    return in_digits(value, g.language)


def day(moment: str) -> str:
    return day_in(moment, g.language)


def day_in(moment: str, language: Language) -> str:
    """๓๑ มกราคม ๒๕๖๑, or 31 January 2018."""
    return _day(from_wire(moment).astimezone(BANGKOK).date(), language)


def written(text: str, language: Language) -> str:
    """The same of a day of the calendar."""
    return _day(date.fromisoformat(text), language)


def _day(local: date, language: Language) -> str:
    year = local.year + BUDDHIST_ERA if language == "th" else local.year
    return in_digits(f"{local.day} {MONTHS[language][local.month - 1]} {year}", language)
