"""How an English document of the group says things: western digits and years."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from agenda.documents import texts
from agenda.documents.moments import clocks, local_day, year_and_month
from agenda.documents.texts import NBSP, Text
from chassis import thai

MONTHS, WEEKDAYS = thai.MONTHS["en"], thai.WEEKDAYS["en"]
NO_PLACE = ("online", "via ", "by ")
HEADS = {
    "Ministry": "Permanent Secretary",
    "Office of the Prime Minister": "Permanent Secretary",
    "Department": "Director-General",
}
SIDES = {
    "government_agency": "Government agencies",
    "civil_society": "Civil-society organisations",
    "expert_commission": "Expert commission",
    "observer": "Observers",
}
RESOLVED = {
    "noted": "noted",
    "agreed": "agreed",
    "referred_up": "referred{to}",
    "action": "action given{to}",
}
ACTING = {"ปฏิบัติราชการแทน": "For the", "รักษาราชการแทน": "Acting"}


def digits(value: object) -> str:
    return str(value)


def text(value: Text) -> Markup:
    return texts.in_language(value, "en")


def person(name: Mapping[str, Mapping[str, str | None]]) -> Markup:
    return texts.person(name, "en")


def day(value: date | str) -> str:
    seen = local_day(value)
    return NBSP.join((str(seen.day), MONTHS[seen.month - 1], str(seen.year)))


def long_day(value: date | str) -> str:
    return f"{WEEKDAYS[local_day(value).weekday()]}, {day(value)}"


def month(value: str) -> str:
    year, number = year_and_month(value)
    return f"{MONTHS[number - 1]}{NBSP}{year}"


def hours(start: datetime | str, end: datetime | str | None) -> str:
    seen = "–".join(f"{each:%H:%M}" for each in clocks(start, end))
    return f"{seen}{NBSP}hrs" if seen else ""


def people(participants: Mapping[str, Any]) -> str:
    about = "about " if participants["approximate"] else ""
    return f"{about}{participants['count']:,}{NBSP}people"


def series(values: Sequence[Text]) -> Markup:
    return texts.chained([text(value) for value in values], ", ", " and ")


def place(venue: Text) -> Markup:
    said = text(venue)
    return said if said.striptags().lower().startswith(NO_PLACE) else Markup("at {}").format(said)


def acting(mode: str) -> str:
    return ACTING.get(mode, mode)


def clock(value: str) -> str:
    return f"{value}{NBSP}hrs"


def office(recipient: Mapping[str, Any]) -> Markup:
    if recipient["addressee"]:
        return text(recipient["addressee"]["office"])
    name = recipient["name"].get("en") or ""
    head = next((post for start, post in HEADS.items() if name.startswith(start)), "Head")
    return Markup("{}, {}").format(head, text(recipient["name"]))


def side(kind: str) -> str:
    return SIDES[kind]


def resolved(resolution: Mapping[str, Any]) -> Markup:
    to = Markup(" to {}").format(text(resolution["to"])) if resolution["to"] else Markup("")
    return texts.with_words(Markup(RESOLVED[resolution["kind"]]).format(to=to), resolution["text"], "en")


def capital(value: Markup) -> Markup:
    return value[:1].upper() + value[1:]


FILTERS = {
    each.__name__: each
    for each in (
        *(digits, text, person, day, long_day, month, hours, people, series, place, acting, capital),
        *(clock, office, side, resolved),
    )
}
