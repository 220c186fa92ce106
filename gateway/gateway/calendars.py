"""A committee's meetings as a calendar: plain text, in Thai or English, with the way to the agenda."""

from collections.abc import Iterable, Mapping
from typing import Any

from chassis import calendar
from chassis.calendar import Entry
from chassis.call import Language
from chassis.clock import from_wire
from gateway.pages.words import day_in
from gateway.texts import TEXTS

PRODUCT = "-//wara//gateway//TH"
STATUS = {"cancelled": "CANCELLED"}
ANNOUNCED = frozenset({"convened", "in_session", "closed"})
View = Mapping[str, Any]


def written(meetings: Iterable[View], committee: View, language: Language, root: str) -> bytes:
    """Of those that members were called to; what was called off stays in it as that."""
    group = said(committee.get("short_name") or committee["name"], language)
    entries = [entry(one, group, language, root) for one in meetings if is_announced(one)]
    name = TEXTS[language]["calendar"]["feed"].format(group=group)
    return calendar.feed(PRODUCT, name, [calendar.event(one) for one in entries])


def is_announced(meeting: View) -> bool:
    """One that was cancelled before anybody was called had never been in a calendar."""
    if meeting["status"] == "cancelled":
        return bool(meeting["calendar_sequence"])
    return meeting["status"] in ANNOUNCED


def entry(meeting: View, group: str, language: Language, root: str) -> Entry:
    moved = meeting.get("moved_from", [])
    stamps = [meeting["created_at"], *(one["moved_at"] for one in moved if "moved_at" in one)]
    link = f"{root}v1/meetings/{meeting['id']}/documents/agenda?format=html&language={language}"
    return Entry(
        uid=f"{meeting['id']}@{root.partition('://')[2].partition('/')[0]}",
        stamp=from_wire(max(stamps)),
        sequence=meeting["calendar_sequence"],
        starts_at=from_wire(meeting["starts_at"]),
        ends_at=from_wire(meeting["ends_at"]) if "ends_at" in meeting else None,
        summary=_name(meeting, group, language),
        location=said(meeting["venue"], language) if "venue" in meeting else None,
        description="\n".join(_lines(meeting, language, link)),
        url=link,
        status=STATUS.get(meeting["status"], "CONFIRMED"),
    )


def said(text: View, language: Language) -> str:
    return str(text.get(language) or next(iter(text.values())))


def _name(meeting: View, group: str, language: Language) -> str:
    words = TEXTS[language]["calendar"]
    if "number" not in meeting:
        return str(words["unnumbered"].format(group=group))
    number = said(meeting["number"]["display"], language)
    return str(words["meeting"].format(group=group, number=number))


def _lines(meeting: View, language: Language, link: str) -> Iterable[str]:
    words = TEXTS[language]["calendar"]
    if meeting["status"] == "cancelled":
        yield words["cancelled"].format(reason=said(meeting["reason"], language))
    if "purpose" in meeting:
        yield said(meeting["purpose"], language)
    for was in meeting.get("moved_from", []):
        if was["announced"]:
            yield words["moved"].format(day=day_in(was["starts_at"], language))
    if meeting.get("online_url"):
        yield words["online"].format(link=meeting["online_url"])
    yield words["agenda"].format(link=link)
