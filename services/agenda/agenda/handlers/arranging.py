"""The agenda as a whole: its order, what it says of each item, and the versions in which it is published."""

from typing import Any

from agenda import meeting_store
from agenda.errors import AGENDA_VERSION_NOT_FOUND, NotFound
from agenda.handlers import callers, projections
from agenda.handlers.keeping import keep
from agenda.handlers.meetings import change
from agenda.model.agenda_version import AgendaVersion
from agenda.model.meeting import Meeting
from agenda.store import AGENDA_VERSIONS, MEETINGS
from chassis.mongo import Transaction

Command = dict[str, Any]


def move(tx: Transaction, command: Command) -> Meeting:
    """On the version that was read: who has read another one reads again before moving anything."""
    where = command["item"], command["section"], command["after"]
    return change(tx, command, lambda meeting: meeting.move_item(*where))


def revise(tx: Transaction, command: Command) -> Meeting:
    callers.secretariat(tx.caller)
    meeting = MEETINGS.get(tx, command["id"], command["if_match"])
    for presenter in command.get("presenters", ()):
        if "member" in presenter:
            projections.of_committee(tx, presenter["member"], meeting.committee)
    return keep(tx, MEETINGS, meeting, meeting.revise_item(command["item"], command))


def publish(tx: Transaction, command: Command) -> Meeting:
    callers.secretariat(tx.caller)
    meeting = MEETINGS.get(tx, command["id"], command["if_match"])
    version, facts = meeting.publish_agenda(tx.new_id(), tx.now)
    AGENDA_VERSIONS.add(tx, version)
    return keep(tx, MEETINGS, meeting, facts)


def versions(tx: Transaction, command: Command) -> tuple[list[AgendaVersion], str | None]:
    MEETINGS.get(tx, command["id"])
    return AGENDA_VERSIONS.page(tx, {"meeting": command["id"]}, command["after"], command["limit"])


def version(tx: Transaction, command: Command) -> tuple[Meeting, AgendaVersion]:
    meeting = MEETINGS.get(tx, command["id"])
    found = meeting_store.agenda_version(tx, meeting.id, command["number"])
    if found is None:
        raise NotFound(AGENDA_VERSION_NOT_FOUND, number=command["number"])
    return meeting, found
