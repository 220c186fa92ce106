"""How a Thai official document says things: Thai digits, Buddhist years, ๐๙.๐๐ น."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from agenda.documents import texts
from agenda.documents.moments import clocks, local_day, year_and_month
from agenda.documents.texts import NBSP, Text
from chassis import thai
from chassis.thai import BUDDHIST_ERA

MONTHS, WEEKDAYS = thai.MONTHS["th"], thai.WEEKDAYS["th"]
NO_PLACE = ("ผ่าน", "ทาง", "ออนไลน์")
HEADS = {"กระทรวง": "ปลัด", "สำนักนายกรัฐมนตรี": "ปลัด", "กรม": "อธิบดี"}
SIDES = {
    "government_agency": "หน่วยงานภาครัฐ",
    "civil_society": "องค์กรภาคประชาสังคม",
    "expert_commission": "คณะกรรมการผู้ทรงคุณวุฒิ",
    "observer": "ผู้สังเกตการณ์",
}
RESOLVED = {
    "noted": "รับทราบ",
    "agreed": "เห็นชอบ",
    "referred_up": "ให้เสนอ{to} พิจารณา",
    "action": "มอบหมาย{to}ดำเนินการ",
}


def digits(value: object) -> str:
    return thai.thai_digits(value)


def text(value: Text) -> Markup:
    return texts.in_language(value, "th")


def person(name: Mapping[str, Mapping[str, str | None]]) -> Markup:
    return texts.person(name, "th")


def day(value: date | str) -> str:
    seen = local_day(value)
    return NBSP.join((digits(seen.day), MONTHS[seen.month - 1], digits(seen.year + BUDDHIST_ERA)))


def long_day(value: date | str) -> str:
    return f"วัน{WEEKDAYS[local_day(value).weekday()]}ที่{NBSP}{day(value)}"


def month(value: str) -> str:
    year, number = year_and_month(value)
    return f"{MONTHS[number - 1]}{NBSP}{digits(year + BUDDHIST_ERA)}"


def hours(start: datetime | str, end: datetime | str | None) -> str:
    seen = f"{NBSP}–{NBSP}".join(digits(f"{each:%H.%M}") for each in clocks(start, end))
    return f"เวลา{NBSP}{seen}{NBSP}น." if seen else ""


def people(participants: Mapping[str, Any]) -> str:
    about = "ประมาณ" if participants["approximate"] else "จำนวน"
    return f"{about}{NBSP}{digits(format(participants['count'], ','))}{NBSP}คน"


def series(values: Sequence[Text]) -> Markup:
    return texts.chained([text(value) for value in values], " ", " และ")


def place(venue: Text) -> Markup:
    said = text(venue)
    return said if said.striptags().startswith(NO_PLACE) else Markup("ณ{}{}").format(NBSP, said)


def acting(mode: str) -> str:
    return mode


def clock(value: str) -> str:
    """๐๙.๐๕ น., of 09:05."""
    return f"{digits(value.replace(':', '.'))}{NBSP}น."


def office(recipient: Mapping[str, Any]) -> Markup:
    """Whom a letter to the organisation is addressed to: as it says itself, else its head."""
    if recipient["addressee"]:
        return text(recipient["addressee"]["office"])
    name = recipient["name"].get("th") or ""
    head = next((post for start, post in HEADS.items() if name.startswith(start)), "หัวหน้า")
    return Markup("{}{}").format(head, text(recipient["name"]))


def side(kind: str) -> str:
    return SIDES[kind]


def resolved(resolution: Mapping[str, Any]) -> Markup:
    """มติ, in a few words, and its own."""
    to = text(resolution["to"]) if resolution["to"] else Markup("")
    return texts.with_words(Markup(RESOLVED[resolution["kind"]]).format(to=to), resolution["text"], "th")


FILTERS = {
    each.__name__: each
    for each in (
        *(digits, text, person, day, long_day, month, hours, people, series, place, acting),
        *(clock, office, side, resolved),
    )
}
