"""What was said on an item: the secretariat's own, until the minutes show it."""

from typing import Any

from agenda.errors import Stale
from agenda.following.store import NOTES
from agenda.handlers import callers
from agenda.model.meeting import Meeting
from agenda.model.note import Note
from agenda.model.text import Text
from agenda.store import MEETINGS
from chassis.mongo import Transaction

Command = dict[str, Any]


def get(tx: Transaction, command: Command) -> Note:
    callers.secretariat(tx.caller)
    return _of(tx, MEETINGS.get(tx, command["id"]), command["item"])


def write(tx: Transaction, command: Command) -> Note:
    callers.secretariat(tx.caller)
    meeting = MEETINGS.get(tx, command["id"])
    meeting.allow("note")
    note = _of(tx, meeting, command["item"])
    if note.version != command["if_match"]:
        raise Stale(version=note.version)
    note.write(command["text"], tx.now)
    (NOTES.save if note.version else NOTES.add)(tx, note)
    return note


def of_meeting(tx: Transaction, meeting: str) -> dict[str, Text]:
    """All that were written, by item."""
    return {one.id: one.text for one in all_of(tx, meeting) if one.text}


def all_of(tx: Transaction, meeting: str) -> list[Note]:
    return NOTES.find(tx, {"meeting": meeting})


def _of(tx: Transaction, meeting: Meeting, item: str) -> Note:
    meeting.agenda.item(item)
    found = NOTES.find(tx, {"_id": item})
    return found[0] if found else Note(id=item, meeting=meeting.id, committee=meeting.committee)
