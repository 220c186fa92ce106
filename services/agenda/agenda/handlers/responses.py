"""Answers to invitations, and who came."""

from typing import Any

from agenda.handlers import callers, projections
from agenda.handlers.keeping import keep
from agenda.model.response import Response
from agenda.store import MEETINGS, RESPONSES
from chassis.mongo import Transaction

Command = dict[str, Any]


def respond(tx: Transaction, command: Command) -> Response:
    member = callers.member_meant(tx.caller, command["member"])
    MEETINGS.get(tx, command["id"]).allow("respond")
    projections.entitled(tx, member, "take_part")
    response = of(tx, command["id"], member)
    facts = response.give(command["answer"], command["delegates"], command["note"], tx.now)
    return keep(tx, RESPONSES, response, facts)


def record_attendance(tx: Transaction, command: Command) -> Response:
    """Of any member that is known: it may have left since."""
    callers.secretariat(tx.caller)
    MEETINGS.get(tx, command["id"]).allow("attend")
    projections.member(tx, command["member"])
    response = of(tx, command["id"], command["member"])
    return keep(tx, RESPONSES, response, response.record(command["status"], command["persons"]))


def page(tx: Transaction, command: Command) -> tuple[list[Response], str | None]:
    return _page(tx, command, {"meeting": command["id"]})


def attendance(tx: Transaction, command: Command) -> tuple[list[Response], str | None]:
    return _page(tx, command, {"meeting": command["id"], "recorded": True})


def _page(tx: Transaction, command: Command, where: Command) -> tuple[list[Response], str | None]:
    MEETINGS.get(tx, command["id"])
    return RESPONSES.page(tx, where, command["after"], command["limit"])


def of(tx: Transaction, meeting: str, member: str) -> Response:
    """What this member answered; a blank one, where it has not."""
    found = RESPONSES.find(tx, {"meeting": meeting, "member": member})
    return found[0] if found else Response(id=tx.new_id(), meeting=meeting, member=member)
