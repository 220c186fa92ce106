"""What is kept of the facts of other services, always as of the newest version heard; nothing else is done.

A rebuild runs these alone, on the newest fact about each thing.
"""

from typing import Any

from chassis.envelope import Event
from chassis.mongo import Transaction
from chassis.projection import keep_newest
from notify import people
from notify.addressees import NEWS, news_of
from notify.preferences import wants
from notify.routing import EMAIL
from notify.store import (
    ACTIONS,
    COMMENTS,
    COMMITTEES,
    MEETINGS,
    MEMBERS,
    PROPOSALS,
    REPRESENTATIVES,
    RESPONSES,
    REVIEWS,
    answer_of,
)


def committee(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    _keep(tx, COMMITTEES, event, data)


def member(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    _keep(tx, MEMBERS, event, data)


def representative(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """Who has left office, or is erased, is forgotten but for the fact."""
    if data["status"] == "ended":
        data = {name: data[name] for name in ("id", "member", "committee", "status")}
    if data["status"] == "confirmed":
        audiences = [data["member"], data["committee"], *(one["member"] for one in data["served_for"])]
        if wants(NEWS, EMAIL, data):
            audiences.append(news_of(data["committee"]))
        data = {**data, "audiences": audiences, "confirmed_at": data["confirmed_at"] or event.time}
    _keep(tx, REPRESENTATIVES, event, {**data, "under": people.entries(data)})


def asked(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """The link is for the letter alone."""
    person = {name: value for name, value in data.items() if name not in ("token", "confirm_by")}
    representative(tx, event, person)


def proposal(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    _keep(tx, PROPOSALS, event, data)


def meeting(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    _keep(tx, MEETINGS, event, data)


def action(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    _keep(tx, ACTIONS, event, data)


def comment(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    _keep(tx, COMMENTS, event, data)


def review(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    _keep(tx, REVIEWS, event, data)


def response(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """One that awaits an answer, or is reminded of it, states it too."""
    keep_newest(tx, RESPONSES, answer_of(data["member"], data["meeting"]), event.version, data)


def _keep(tx: Transaction, collection: str, event: Event, data: dict[str, Any]) -> None:
    kept = {name: value for name, value in data.items() if name != "id"}
    keep_newest(tx, collection, data["id"], event.version, kept)
