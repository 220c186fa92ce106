"""A committee's year on paper, from what is recorded of its meetings."""

from typing import Any

from agenda.handlers import callers, numbering, projections, showing
from agenda.handlers.documents import chunk
from agenda.model.meeting import Meeting
from agenda.store import MEETINGS
from chassis.mongo import Transaction

Command = dict[str, Any]
KIND = "annual-report"


def rendered(tx: Transaction, command: Command) -> dict[str, Any]:
    """One chunk, as `documents.rendered`."""
    callers.secretariat(tx.caller)
    committee = projections.committee(tx, command["id"])
    year_be = command["year_be"]
    meetings = MEETINGS.find(tx, {"committee": committee.id, "year_be": year_be})
    proposers = {item.proposed_by for one in meetings for item in one.agenda.items if item.proposed_by}
    content = {
        "committee": committee.facts,
        "report": {
            "year_be": year_be,
            "received": numbering.series(tx, "proposals", committee.id, year_be).last,
            "meetings": [_held(tx, one) for one in sorted(meetings, key=lambda one: one.starts_at)],
        },
        "members": {id: {"name": one.name} for id, one in projections.members(tx, proposers).items()},
    }
    return chunk(KIND, content, command)


def _held(tx: Transaction, one: Meeting) -> Command:
    sections = showing.agenda(tx, one)["sections"]
    return {
        **showing.meeting(tx, one),
        "items": [item for section in sections for item in section["items"]],
    }
