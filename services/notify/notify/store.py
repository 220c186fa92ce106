"""Documents ⇄ model, what is kept of other services' facts, and the queries on both."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import islice
from typing import Any
from zlib import crc32

from pymongo import UpdateOne

from chassis import commands
from chassis.aggregates import Aggregates
from chassis.ids import in_parts
from chassis.mongo import Document, Index, Transaction
from chassis.stretches import END
from notify import announcements, listings, people
from notify.digests import store as digests
from notify.errors import NOTIFICATION_NOT_FOUND, NotYetKnown
from notify.inboxes import marks
from notify.model import Notification, Status, Step
from notify.outgoing import bundles, deliveries, performance, receipts
from notify.people import REPRESENTATIVES as REPRESENTATIVES

NARROWEST_FIRST = ("about", "member", "template", "status", "committee")
COMMITTEES, MEMBERS = "committees", "members"
MEETINGS, PROPOSALS, ACTIONS = "meetings", "proposals", "actions"
COMMENTS, REVIEWS, RESPONSES = "comments", "reviews", "responses"
FENCES, GATES = "fences", 4
PROJECTIONS = (
    COMMITTEES,
    MEMBERS,
    REPRESENTATIVES,
    MEETINGS,
    PROPOSALS,
    ACTIONS,
    COMMENTS,
    REVIEWS,
    RESPONSES,
)
COMES = frozenset({"accepted", "delegated"})
"""The answers to an invitation by which somebody comes."""

INDEXES = (
    *deliveries.INDEXES,
    *digests.INDEXES,
    *marks.INDEXES,
    commands.BY_RESULT,
    *performance.INDEXES,
    *bundles.INDEXES,
    *receipts.INDEXES,
    Index("orders_at", "orders", [("at", 1)]),
    Index("suppressions_state", "suppressions", [("state", 1), ("_id", 1)]),
    Index("notifications_status", "notifications", [("status", 1), ("_id", 1)]),
    *listings.INDEXES,
    *people.INDEXES,
    *announcements.INDEXES,
    Index("meetings_committee", MEETINGS, [("committee", 1), ("status", 1)]),
)


_FIELDS = [one.name for one in fields(Notification) if one.name not in ("id", "version")]


def _to_document(notification: Notification) -> Document:
    """The fields are plain values, but for two: to copy them all would take longer than all else here."""
    document: Document = {name: getattr(notification, name) for name in _FIELDS}
    document["status"] = str(notification.status)
    document["history"] = [{"status": str(step.status), "at": step.at} for step in notification.history]
    return document


def _from_document(document: Document) -> Notification:
    values = {**document, "status": Status(document["status"])}
    values["history"] = [Step(Status(step["status"]), step["at"]) for step in document["history"]]
    return Notification(
        id=document["_id"],
        version=document["version"],
        **{name: values[name] for name in _FIELDS if name in values},
    )


notifications: Aggregates[Notification] = Aggregates(
    "notifications", _to_document, _from_document, NOTIFICATION_NOT_FOUND
)


def notifications_of(tx: Transaction, ids: Iterable[str]) -> list[Notification]:
    """Those of them that there are."""
    return [one for part in in_parts(ids) for one in notifications.find(tx, {"_id": {"$in": part}})]


def rows_of(
    tx: Transaction, ids: Iterable[str], shown: Mapping[str, Any] | None = None
) -> Iterator[Document]:
    """In the order of the ids, read in parts as they are asked for."""
    for part in in_parts(ids):
        found = tx.db.notifications.find({"_id": {"$in": part}}, shown, session=tx.session)
        rows = {row["_id"]: row for row in found}
        yield from (rows[id] for id in part if id in rows)


def add(tx: Transaction, *new: Notification) -> None:
    notifications.add(tx, *new)
    listings.add(tx, new)


def with_keys(tx: Transaction, keys: Iterable[str]) -> list[Notification]:
    """Those of them that there are."""
    return notifications_of(tx, listings.with_keys(tx, keys).values())


def held(tx: Transaction, recipients: Iterable[str]) -> list[Notification]:
    """What is in line for these people and not to leave yet, by their own wish."""
    found = notifications_of(tx, listings.of_all(tx, "recipient", recipients))
    return [one for one in found if one.held_until and one.due_at == one.held_until > tx.now]


def page(
    tx: Transaction, where: Mapping[str, str], after: str | None, limit: int
) -> tuple[list[Notification], str | None]:
    """Newest first, along the narrowest filter; the other filters are applied to what that gives."""
    found = _newest(tx, where, after or END)
    matching = (one for one in found if all(one[name] == value for name, value in where.items()))
    items = list(islice(matching, limit + 1))
    more = items[limit - 1]["_id"] if len(items) > limit else None
    return [_from_document(one) for one in items[:limit]], more


def _newest(tx: Transaction, where: Mapping[str, str], before: str) -> Iterator[Document]:
    narrowest = next((name for name in NARROWEST_FIRST if name in where), None)
    for name in listings.NAMES:
        if name == narrowest:
            return rows_of(tx, listings.newest(tx, name, where[name], before=before))
    among = {name: where[name] for name in where if name == narrowest} | {"_id": {"$lt": before}}
    return tx.db.notifications.find(among, session=tx.session).sort("_id", -1)


def counts(tx: Transaction) -> dict[str, int]:
    """How many there are in each state."""
    return {
        str(status): tx.db.notifications.count_documents({"status": str(status)}, session=tx.session)
        for status in Status
    }


def letters_of(tx: Transaction, recipient: str) -> list[Document]:
    """Of the notifications to a person: where their words are kept, and whether one is under way."""
    return list(
        rows_of(tx, listings.between(tx, "recipient", recipient), {"bundle": 1, "status": 1, "due_at": 1})
    )


def letters_to(tx: Transaction, recipient: str) -> list[Notification]:
    return notifications_of(tx, listings.between(tx, "recipient", recipient))


def forget_links(tx: Transaction, recipient: str) -> int:
    """Takes out the links that were sent to a person, which hold a digest of their address."""
    found = rows_of(tx, listings.between(tx, "recipient", recipient), {"facts": 1})
    ids = [one["_id"] for one in found if "token" in one["facts"]]
    for part in in_parts(ids):
        change = {"$unset": {"facts.token": ""}}
        tx.db.notifications.update_many({"_id": {"$in": part}}, change, session=tx.session)
    return len(ids)


def forget_notes(tx: Transaction, recipient: str) -> int:
    """Takes out what was noted of telling a person by hand, which may say to whom somebody spoke."""
    noted = [
        one for one in letters_to(tx, recipient) if any(each.get("note") for each in one.contact_attempts)
    ]
    for one in noted:
        blanked = [{**each, "note": None} for each in one.contact_attempts]
        change = {"$set": {"contact_attempts": blanked}}
        tx.db.notifications.update_one({"_id": one.id}, change, session=tx.session)
    return len(noted)


def known(tx: Transaction, collection: str, id: str) -> Document:
    """What was heard of it; NotYetKnown when nothing was."""
    document = tx.projection(collection).find_one({"_id": id}, session=tx.session)
    if document is None:
        raise NotYetKnown(id=id)
    return document


def all_known(tx: Transaction, collection: str, ids: Iterable[str]) -> dict[str, Document]:
    """What was heard of each; NotYetKnown when nothing was of one."""
    wanted = set(ids)
    found = known_by_id(tx, collection, wanted)
    for id in wanted - set(found):
        raise NotYetKnown(id=id)
    return found


def known_by_id(tx: Transaction, collection: str, ids: Iterable[str]) -> dict[str, Document]:
    among = ({"_id": {"$in": part}} for part in in_parts(ids))
    found = (tx.projection(collection).find(where, session=tx.session) for where in among)
    return {document["_id"]: document for part in found for document in part}


def answer_of(member: str, meeting: str) -> str:
    """By what a member's answer to an invitation is kept: it has one to each."""
    return f"{member}|{meeting}"


def coming(tx: Transaction, meeting: str, members: Iterable[str]) -> set[str]:
    """Those of them that have answered that they come."""
    found = known_by_id(tx, RESPONSES, {answer_of(one, meeting) for one in members})
    return {one["member"] for one in found.values() if one["answer"] in COMES}


def first_committee(tx: Transaction) -> Document:
    """The installation's first; NotYetKnown before it was heard of. Of before they said so there was one."""
    found = tx.projection(COMMITTEES).find({}, session=tx.session).hint("_id_").sort("_id", 1)
    for one in found:
        if one.get("first", True):
            return one
    raise NotYetKnown(committee=None)


def next_meeting(tx: Transaction, committee: str) -> Document | None:
    """The committee's next convened meeting, so far as it is known."""
    where = {"committee": committee, "status": "convened"}
    convened = tx.projection(MEETINGS).find(where, session=tx.session)
    ahead = [one for one in convened if one["starts_at"] > tx.now]
    return min(ahead, key=lambda one: one["starts_at"], default=None)


def fence(tx: Transaction, ids: Iterable[str]) -> None:
    """Two transactions that each bring one half of a pair must not both miss the other half.

    They read what the other writes, which no store calls a conflict: so both write the gate of the id, one of
    few, because a list of members brings hundreds.
    """
    gates = sorted({f"gate {crc32(id.encode()) % GATES}" for id in ids})
    passing = [
        UpdateOne({"_id": gate}, {"$inc": {"passed": 1}}, upsert=True) for gate in gates if tx.first(gate)
    ]
    if passing:
        tx.db[FENCES].bulk_write(passing, session=tx.session)
