"""What a person was told, read in wara itself."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from chassis import log
from chassis.feed import Feed
from chassis.mongo import Document, Transaction
from notify import letters, store
from notify.doors import Doors
from notify.errors import NOTIFICATION_NOT_FOUND, Denied, NotFound
from notify.handlers import owners
from notify.handlers.gathering import gather, known_for
from notify.inboxes import inbox, marks
from notify.letters import Correspondence, Ways
from notify.model import Notification
from notify.store import REPRESENTATIVES

SYSTEM = "system"
MOVING = tuple(f"notify.notification.{fact}.v1" for fact in ("queued", "cancelled", "suppressed"))
"""What puts something into an inbox, or takes it out again."""

logger = log.get(__name__)
View = dict[str, Any]
Words = TypeVar("Words")


def page(tx: Transaction, query: dict[str, Any], doors: Doors) -> View:
    person = owners.person(tx)["_id"]
    found, after = inbox.page(tx, person, query["after"], query["limit"])
    return {
        "items": entries(tx, found, doors),
        "next": after,
        "unread": len(inbox.unread(tx, person)),
    }


def entry(tx: Transaction, id: str, doors: Doors) -> View:
    one = _own(tx, id)
    view = _entry(one, marks.among(tx, [id]).get(id))
    letter = _written(tx, [one], doors, letters.write).get(id)
    words = {name: getattr(letter, name) for name in ("subject", "text", "html")} if letter else {}
    return view | words


def mark(tx: Transaction, id: str, *, read: bool) -> View:
    one = _own(tx, id)
    if read:
        marks.add(tx, one.recipient, [id])
    else:
        marks.remove(tx, [id])
    return {"id": id, "read": read, "unread": len(inbox.unread(tx, one.recipient))}


def mark_all(tx: Transaction, up_to: str | None) -> View:
    """Of those that count; what came after `up_to` stays as it is."""
    person = owners.person(tx)["_id"]
    marks.add(tx, person, inbox.unread(tx, person, up_to))
    return {"unread": len(inbox.unread(tx, person))}


def opened(tx: Transaction) -> View:
    """Whose the inbox is, and how far notify has told by now."""
    person = owners.person(tx)
    return {"person": person["_id"], "told": Feed(tx.db).last()}


def follow(tx: Transaction, query: dict[str, Any], doors: Doors) -> View:
    """For the gateway itself: what came into, or went out of, the inboxes of these people after a number in
    the sequence of what notify tells. `gone` are those who are not in office any more."""
    if not tx.caller.has(SYSTEM):
        raise Denied()
    page = Feed(tx.db).page(query["after"], query["limit"], MOVING)
    people = store.known_by_id(tx, REPRESENTATIVES, query["people"])
    in_office = {id for id, one in people.items() if one["status"] == "confirmed"}
    members = {id for one in people.values() for id in members_of(one)}
    numbers = {
        event["data"]["id"]: int(event["sequence"])
        for event in page["items"]
        if event["data"]["member"] in members
    }
    found = sorted(inbox.theirs(tx, numbers, in_office), key=lambda one: numbers[one.id])
    views = entries(tx, found, doors)
    return {
        "items": [
            {"sequence": numbers[one.id], "person": one.recipient, "entry": view}
            for one, view in zip(found, views, strict=True)
        ],
        "gone": sorted(set(query["people"]) - in_office),
        "next": page["next"],
        "scanned_to": page["scanned_to"],
    }


def members_of(person: Document) -> list[str]:
    """The one they speak for, and records that became a part of it."""
    return [person["member"], *(one["member"] for one in person.get("served_for", ()))]


def entries(tx: Transaction, notifications: Sequence[Notification], doors: Doors) -> list[View]:
    subjects = _written(tx, notifications, doors, letters.subject)
    read = marks.among(tx, [one.id for one in notifications])
    return [_entry(one, read.get(one.id)) | {"subject": subjects.get(one.id)} for one in notifications]


def _own(tx: Transaction, id: str) -> Notification:
    """NotFound for what is somebody else's, as if it were not there."""
    person = owners.person(tx)["_id"]
    found = inbox.theirs(tx, [id], [person])
    if not found or not inbox.is_shown(inbox.row_of(found[0])):
        raise NotFound(NOTIFICATION_NOT_FOUND, id=id)
    return found[0]


def _written(
    tx: Transaction,
    notifications: Sequence[Notification],
    doors: Doors,
    write: Callable[[Correspondence, Ways], Words],
) -> dict[str, Words]:
    """The words of each, as far as they can be had: one that cannot be written spoils no list."""
    known, found = known_for(tx, notifications), dict[str, Words]()
    for one in notifications:
        try:
            correspondence = gather(known, one)
            found[one.id] = write(correspondence, doors.ways(correspondence))
        except Exception as error:  # noqa: BLE001 - whatever is wrong with a letter is this entry's fate alone
            logger.warning("entry_not_written", template=one.template, reason=type(error).__name__)
    return found


def _entry(one: Notification, read: Document | None) -> View:
    withdrawn = inbox.is_withdrawn(inbox.row_of(one))
    return {
        "id": one.id,
        "template": one.template,
        "about": one.about,
        "committee": one.committee,
        "language": one.language,
        "at": one.created_at,
        "read_at": read["read_at"] if read else None,
        "withdrawn": withdrawn,
        "reason": one.reason if withdrawn else None,
    }
