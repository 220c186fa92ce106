"""Who is to hear that somebody commented on a proposal, or answered, is asked to review it, or has."""

from typing import Any

from chassis.envelope import Event
from chassis.mongo import Document, Transaction
from notify import store
from notify.handlers.reactions import with_secretariat
from notify.handlers.reconciliation import announce
from notify.store import COMMENTS, MEMBERS, PROPOSALS

NAMED = ("reference", "title", "proposed_by", "cosponsors")


def comment(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """What it says is read with the proposal, by who may; `said_by` is None where it is the secretariat's."""
    of = store.known(tx, PROPOSALS, data["proposal"])
    said_by = store.known(tx, MEMBERS, data["member"])["name"] if data["member"] else None
    facts = {**_named(of), "comment": data["id"], "said_by": said_by}
    told = {**data, "proposed_by": of["proposed_by"], "answered": _answered(tx, data)}
    announce(tx, event, about=f"proposals/{of['_id']}", edition=data["id"], data=told, facts=facts)


def review(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """Nothing of what is advised, which the secretariat alone reads."""
    of = store.known(tx, PROPOSALS, data["proposal"])
    facts = {**_named(of), "review": data["id"], "review_status": data["status"]}
    edition = f"{data['id']}/{event.version}"
    told = with_secretariat(tx, data)
    announce(tx, event, about=f"proposals/{of['_id']}", edition=edition, data=told, facts=facts)


def _answered(tx: Transaction, data: dict[str, Any]) -> str | None:
    """The member whose comment this one answers; None where it answers none, or the secretariat's."""
    if data["reply_to"] is None:
        return None
    member: str | None = store.known(tx, COMMENTS, data["reply_to"])["member"]
    return member


def _named(proposal: Document) -> dict[str, Any]:
    return {name: proposal[name] for name in NAMED if name in proposal}
