"""Reactions: what is kept of the facts of other services, and who is to hear of them."""

from typing import Any

from chassis.envelope import Event
from chassis.mongo import Transaction
from chassis.projection import keep_newest
from notify import store
from notify.handlers.reconciliation import announce, complete
from notify.store import COMMITTEES, MEETINGS, MEMBERS, PROPOSALS, REPRESENTATIVES

RELEASE = "news-release"


def committee(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    _project(tx, COMMITTEES, event, data)


def member(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """The facts of one change share a version and state what came of it: the first to arrive says it all."""
    news = store.version(tx, MEMBERS, data["id"]) < event.version
    if news:
        _project(tx, MEMBERS, event, data)
    announce(tx, event, about=event.subject, edition=event.version, data=data, facts={})
    if news:
        complete(tx, data["id"], data["committee"])


def representative(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """Who has left office is forgotten, but for the fact."""
    if store.version(tx, REPRESENTATIVES, data["id"]) >= event.version:
        return
    if data["status"] == "ended":
        data = {name: data[name] for name in ("id", "member", "committee", "status")}
    if data["status"] == "confirmed":
        audiences = [data["member"], data["committee"]]
        data = {**data, "audiences": audiences, "confirmed_at": event.time}
    _project(tx, REPRESENTATIVES, event, data)
    complete(tx, data["member"], data["committee"])


def proposal(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    _project(tx, PROPOSALS, event, data)
    facts = {name: value for name, value in data.items() if name != "id"}
    announce(tx, event, about=event.subject, edition=event.version, data=data, facts=facts)


def meeting(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """Decides from what is known after this fact, which may have come after newer ones."""
    _project(tx, MEETINGS, event, data)
    entry = store.known(tx, MEETINGS, data["id"])["calendar_sequence"]
    facts = {"meeting": data["id"], "calendar_sequence": entry}
    announce(tx, event, about=event.subject, edition=entry, data=data, facts=facts)


def document(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    if data["kind"] != RELEASE:
        return
    of = store.known(tx, MEETINGS, data["meeting"])
    about, facts = f"meetings/{data['meeting']}", {"meeting": data["meeting"]}
    announce(tx, event, about=about, edition=event.version, data=of, facts=facts)


def _project(tx: Transaction, collection: str, event: Event, data: dict[str, Any]) -> None:
    kept = {name: value for name, value in data.items() if name != "id"}
    keep_newest(tx, collection, data["id"], event.version, kept)
