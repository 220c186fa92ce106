"""What a caller sees of an agenda: of closed items everybody the number, who takes part the rest."""

from datetime import datetime
from typing import Any

from agenda import arranged_views, views
from agenda.handlers import callers
from agenda.model.agenda_version import AgendaVersion, Line, changes, number
from agenda.model.item import CLOSED_TITLE, Item
from agenda.model.meeting import Meeting
from chassis.clock import to_wire
from chassis.mongo import Transaction

View = dict[str, Any]

ITEM = views.ItemView()
OF_CLOSED = frozenset({"id", "ordinal", "number", "purpose", "status", "closed", "minutes", "expected_at"})


def agenda(tx: Transaction, meeting: Meeting, *, to_all: bool = False) -> View:
    """`to_all`: as it is for everybody, whoever asks."""
    open_to = not to_all and _sees_all(tx, meeting)
    expected = meeting.agenda.expected(meeting.starts_at)
    sections = [
        {
            **views.SectionView().dump(section),
            "items": [
                _item(one, expected.get(one.id), open_to) for one in meeting.agenda.items_of(section.ordinal)
            ],
        }
        for section in meeting.agenda.sections
    ]
    shown = {"meeting": meeting.id, "version": meeting.version, "sections": sections}
    if published := meeting.agenda.published:
        stated = arranged_views.PublishedView().dump(published)
        shown["published"] = {**stated, "revised": meeting.agenda.revised}
    return shown


def version(tx: Transaction, found: tuple[Meeting, AgendaVersion]) -> View:
    """As it was published, and what has changed since."""
    meeting, one = found
    open_to = _sees_all(tx, meeting)
    hidden = set() if open_to else {line["item"] for line in meeting.agenda.lines if line["closed"]}
    return {
        **arranged_views.AgendaVersionView().dump(one),
        "sections": [_section(meeting, section.ordinal, one, open_to) for section in meeting.agenda.sections],
        "changes": [
            arranged_views.AgendaChangeView().dump(_said(change, open_to, hidden))
            for change in changes(one.lines, meeting.agenda.lines)
        ],
    }


def in_list(tx: Transaction, one: AgendaVersion) -> View:
    return dict(arranged_views.AgendaVersionView().dump(one))


def _section(meeting: Meeting, ordinal: int, one: AgendaVersion, open_to: bool) -> View:
    (section,) = [each for each in meeting.agenda.sections if each.ordinal == ordinal]
    lines = [line for line in one.lines if line["section"] == ordinal]
    return {**views.SectionView().dump(section), "items": [_line(line, open_to) for line in lines]}


def _line(line: Line, open_to: bool) -> View:
    shown = arranged_views.AgendaLineView().dump(_said(line, open_to, set()))
    return {**shown, "number": number(line)}


def _said(line: Line, open_to: bool, hidden: set[str]) -> Line:
    """What was open then and is closed now is named by no list of changes."""
    if open_to or not (line["closed"] or line["item"] in hidden):
        return line
    return {**line, "title": CLOSED_TITLE, "presenters": None}


def _item(item: Item, expected_at: datetime | None, open_to: bool) -> View:
    shown = dict(ITEM.dump(item))
    if expected_at:
        shown["expected_at"] = to_wire(expected_at)
    if item.closed and not open_to:
        shown = {name: value for name, value in shown.items() if name in OF_CLOSED}
        shown["title"] = dict(CLOSED_TITLE)
    return shown


def _sees_all(tx: Transaction, meeting: Meeting) -> bool:
    if not any(item.closed for item in meeting.agenda.items):
        return True
    return callers.takes_part(tx, meeting.committee)
