"""Reactions: what is kept of the facts of other services, and who is to hear of them."""

from typing import Any

from chassis.envelope import Event
from chassis.mongo import Document, Transaction
from chassis.projection import keep_newest
from notify import store
from notify.handlers.reconciliation import announce, complete
from notify.store import COMMITTEES, MEETINGS, MEMBERS, PROPOSALS, REPRESENTATIVES

RELEASE = "news-release"


def committee(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    _project(tx, COMMITTEES, event, data)


def member(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    _project(tx, MEMBERS, event, data)
    announce(tx, event, about=event.subject, edition=event.version, data=data, facts={})
    complete(tx, data["id"], data["committee"])


def representative(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """Who has left office is forgotten, but for the fact."""
    if data["status"] == "ended":
        data = {name: data[name] for name in ("id", "member", "committee", "status")}
    audiences = [data["member"], data["committee"]]
    _project(tx, REPRESENTATIVES, event, {**data, "audiences": audiences, "confirmed_at": event.time})
    complete(tx, data["member"], data["committee"])


def proposal(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    _project(tx, PROPOSALS, event, data)
    facts = {name: value for name, value in data.items() if name != "id"}
    announce(tx, event, about=event.subject, edition=event.version, data=data, facts=facts)


def meeting(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """Decides from what is known after this fact, which may have come after newer ones."""
    entry = _project(tx, MEETINGS, event, data)["calendar_sequence"]
    facts = {"meeting": data["id"], "calendar_sequence": entry}
    announce(tx, event, about=event.subject, edition=entry, data=data, facts=facts)


def document(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    if data["kind"] != RELEASE:
        return
    of = store.known(tx, MEETINGS, data["meeting"])
    about, facts = f"meetings/{data['meeting']}", {"meeting": data["meeting"]}
    announce(tx, event, about=about, edition=event.version, data=of, facts=facts)


def _project(tx: Transaction, collection: str, event: Event, data: dict[str, Any]) -> Document:
    """What is known of it now: this, or what is newer."""
    kept = {name: value for name, value in data.items() if name != "id"}
    keep_newest(tx, collection, data["id"], event.version, kept)
    return store.known(tx, collection, data["id"])
