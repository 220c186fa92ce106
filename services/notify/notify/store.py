"""Documents ⇄ model, what is kept of other services' facts, and the queries on both."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from itertools import islice
from zlib import crc32

from pymongo import UpdateOne

from chassis import commands
from chassis.aggregates import Aggregates
from chassis.ids import in_parts
from chassis.mongo import Document, Index, Transaction
from notify.digests import store as digests
from notify.errors import NOTIFICATION_NOT_FOUND, NotYetKnown
from notify.inboxes import marks
from notify.model import Notification, Status, Step
from notify.outgoing import bundles, deliveries, performance, receipts

NARROWEST_FIRST = ("about", "member", "template", "status", "committee")
COMMITTEES, MEMBERS, REPRESENTATIVES = "committees", "members", "representatives"
MEETINGS, PROPOSALS, ACTIONS = "meetings", "proposals", "actions"
COMMENTS, REVIEWS = "comments", "reviews"
PROJECTIONS = (COMMITTEES, MEMBERS, REPRESENTATIVES, MEETINGS, PROPOSALS, ACTIONS, COMMENTS, REVIEWS)
ANNOUNCEMENTS, FENCES, GATES = "announcements", "fences", 4

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
    Index("notifications_key", "notifications", [("key", 1)], unique=True),
    Index("notifications_status", "notifications", [("status", 1), ("_id", 1)]),
    Index("notifications_template", "notifications", [("template", 1), ("_id", 1)]),
    Index("notifications_about", "notifications", [("about", 1), ("_id", 1)]),
    Index("notifications_committee", "notifications", [("committee", 1), ("_id", 1)]),
    Index("notifications_member", "notifications", [("member", 1), ("_id", 1)]),
    Index("notifications_recipient", "notifications", [("recipient", 1), ("_id", 1)]),
    Index("representatives_audiences", REPRESENTATIVES, [("audiences", 1), ("_id", 1)]),
    Index("representatives_member", REPRESENTATIVES, [("member", 1)]),
    Index("announcements_audience", ANNOUNCEMENTS, [("audience", 1)]),
    Index("meetings_committee", MEETINGS, [("committee", 1), ("status", 1)]),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """A fact to be told, kept for recipients whose own facts arrive after it.

    `audience` holds ids of members, or of the committee for all its members; `at` is when it happened.
    """

    cause: str
    template: str
    about: str
    committee: str
    audience: list[str]
    at: datetime
    facts: Document

    @property
    def id(self) -> str:
        return f"{self.cause}|{self.template}"


def _to_document(notification: Notification) -> Document:
    document = asdict(notification)
    del document["id"], document["version"]
    document["status"] = str(notification.status)
    document["history"] = [{"status": str(step.status), "at": step.at} for step in notification.history]
    return document


def _from_document(document: Document) -> Notification:
    values = {**document, "id": document["_id"], "status": Status(document["status"])}
    values["history"] = [Step(Status(step["status"]), step["at"]) for step in document["history"]]
    return Notification(**{one.name: values[one.name] for one in fields(Notification) if one.name in values})


notifications: Aggregates[Notification] = Aggregates(
    "notifications", _to_document, _from_document, NOTIFICATION_NOT_FOUND
)


def notifications_of(tx: Transaction, ids: Iterable[str]) -> list[Notification]:
    """Those of them that there are."""
    return [one for part in in_parts(ids) for one in notifications.find(tx, {"_id": {"$in": part}})]


def existing_keys(tx: Transaction, keys: Iterable[str]) -> set[str]:
    among = ({"key": {"$in": part}} for part in in_parts(keys))
    found = (tx.db.notifications.find(where, {"key": 1}, session=tx.session) for where in among)
    return {document["key"] for part in found for document in part}


def with_keys(tx: Transaction, keys: Iterable[str]) -> list[Notification]:
    """Those of them that there are."""
    return [one for part in in_parts(keys) for one in notifications.find(tx, {"key": {"$in": part}})]


def held(tx: Transaction, recipients: Iterable[str]) -> list[Notification]:
    """What is in line for these people and not to leave yet, by their own wish."""
    among = ({"recipient": {"$in": part}} for part in in_parts(recipients))
    found = (one for where in among for one in notifications.find(tx, where))
    return [one for one in found if one.held_until and one.due_at == one.held_until > tx.now]


def page(
    tx: Transaction, where: Mapping[str, str], after: str | None, limit: int
) -> tuple[list[Notification], str | None]:
    """Newest first, by the index of the narrowest filter; the other filters are applied to what that gives.

    An index for every combination would cost more at each change of state than it saves here.
    """
    narrowest = next(({name: where[name]} for name in NARROWEST_FIRST if name in where), {})
    bound = {"_id": {"$lt": after}} if after else {}
    found = tx.db.notifications.find({**narrowest, **bound}, session=tx.session).sort("_id", -1)
    matching = (one for one in found if all(one[name] == value for name, value in where.items()))
    items = list(islice(matching, limit + 1))
    more = items[limit - 1]["_id"] if len(items) > limit else None
    return [_from_document(one) for one in items[:limit]], more


def counts(tx: Transaction) -> dict[str, int]:
    """How many there are in each state."""
    return {
        str(status): tx.db.notifications.count_documents({"status": str(status)}, session=tx.session)
        for status in Status
    }


def letters_of(tx: Transaction, recipient: str) -> list[Document]:
    """Of the notifications to a person: where their words are kept, and whether one is under way."""
    shown = {"bundle": 1, "status": 1, "due_at": 1}
    return list(tx.db.notifications.find({"recipient": recipient}, shown, session=tx.session))


def forget_links(tx: Transaction, recipient: str) -> int:
    """Takes out the links that were sent to a person, which hold a digest of their address."""
    found = tx.db.notifications.find({"recipient": recipient}, {"facts": 1}, session=tx.session)
    ids = [one["_id"] for one in found if "token" in one["facts"]]
    for part in in_parts(ids):
        change = {"$unset": {"facts.token": ""}}
        tx.db.notifications.update_many({"_id": {"$in": part}}, change, session=tx.session)
    return len(ids)


def forget_notes(tx: Transaction, recipient: str) -> int:
    """Takes out what was noted of telling a person by hand, which may say to whom somebody spoke."""
    found = notifications.find(tx, {"recipient": recipient})
    noted = [one for one in found if any(each.get("note") for each in one.contact_attempts)]
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


def confirmed_representatives(tx: Transaction, audience: Collection[str]) -> list[Document]:
    """Those who belong to one of the audiences, which are members and committees; only they have any."""
    among = ({"audiences": {"$in": part}} for part in in_parts(audience))
    found = (tx.projection(REPRESENTATIVES).find(where, session=tx.session) for where in among)
    return list({one["_id"]: one for part in found for one in part}.values())


def representatives_of(tx: Transaction, members: Collection[str]) -> list[Document]:
    """Of these members, in whatever state."""
    among = ({"member": {"$in": part}} for part in in_parts(members))
    found = (tx.projection(REPRESENTATIVES).find(where, session=tx.session) for where in among)
    return [one for part in found for one in part]


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


def remember(tx: Transaction, announcement: Announcement) -> None:
    first = {"$setOnInsert": asdict(announcement)}
    tx.db[ANNOUNCEMENTS].update_one({"_id": announcement.id}, first, upsert=True, session=tx.session)


def announcements_to(tx: Transaction, audience: Collection[str]) -> list[Announcement]:
    found = tx.db[ANNOUNCEMENTS].find({"audience": {"$in": list(audience)}}, session=tx.session)
    names = [one.name for one in fields(Announcement)]
    return [Announcement(**{name: document[name] for name in names}) for document in found]


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
