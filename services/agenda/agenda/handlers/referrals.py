"""What goes up, or to another body, and comes back."""

from collections.abc import Callable
from typing import Any

from agenda.following.store import REFERRALS
from agenda.handlers import callers, projections
from agenda.handlers.keeping import keep
from agenda.model import referral as model
from agenda.model.fact import Facts
from agenda.model.referral import Referral, Reply
from agenda.store import MEETINGS, PROPOSALS
from chassis.mongo import Transaction

Command = dict[str, Any]


def prepare(tx: Transaction, command: Command) -> Referral:
    """Of a proposal that was referred, or of an item that goes up; sent at once where the letter is known."""
    callers.secretariat(tx.caller)
    of = _of_proposal if command["proposal"] else _of_item
    referral = of(tx, command)
    facts = referral.prepare()
    if command["sent_on"]:
        facts += referral.send(command["letter_number"], command["sent_on"])
    return keep(tx, REFERRALS, referral, facts)


def send(tx: Transaction, command: Command) -> Referral:
    return _change(tx, command, lambda one: one.send(command["letter_number"], command["sent_on"]))


def answer(tx: Transaction, command: Command) -> Referral:
    return _change(tx, command, lambda one: one.note_answer(_reply(tx, command)))


def take_answer(tx: Transaction, command: Command) -> list[Referral]:
    """From the other body's own system, which may say it again: what changed."""
    callers.partner(tx.caller)
    referral, reply = REFERRALS.get(tx, command["referral"]), _reply(tx, command)
    if reply in referral.answers:
        return []
    return [keep(tx, REFERRALS, referral, referral.note_answer(reply))]


def get(tx: Transaction, command: Command) -> Referral:
    return _shown(tx, [REFERRALS.get(tx, command["id"])])[0]


def page(tx: Transaction, command: Command) -> tuple[list[Referral], str | None]:
    after, limit = command.pop("after"), command.pop("limit")
    found, more = REFERRALS.page(tx, projections.scoped(tx, command, "proposal", "meeting"), after, limit)
    return _shown(tx, found), more


def _shown(tx: Transaction, found: list[Referral]) -> list[Referral]:
    reading = callers.reading_closed(tx, found)
    return [one if one.committee in reading else one.masked for one in found]


def _of_proposal(tx: Transaction, command: Command) -> Referral:
    proposal = PROPOSALS.get(tx, command["proposal"])
    referral = model.of_proposal(tx.new_id(), proposal, command["to"], tx.now)
    keep(tx, PROPOSALS, proposal)
    return referral


def _of_item(tx: Transaction, command: Command) -> Referral:
    meeting = MEETINGS.get(tx, command["meeting"])
    item = meeting.agenda.item(command["item"])
    proposal = PROPOSALS.get(tx, item.proposal) if item.proposal else None
    referral = model.of_item(tx.new_id(), meeting.committee, item, proposal, command["to"], tx.now)
    keep(tx, MEETINGS, meeting)
    if proposal:
        keep(tx, PROPOSALS, proposal)
    return referral


def _reply(tx: Transaction, command: Command) -> Reply:
    return Reply(kind=command["kind"], text=command["text"], on=command["on"], recorded_at=tx.now)


def _change(tx: Transaction, command: Command, what: Callable[[Referral], Facts]) -> Referral:
    callers.secretariat(tx.caller)
    referral = REFERRALS.get(tx, command["id"], command["if_match"])
    return keep(tx, REFERRALS, referral, what(referral))
