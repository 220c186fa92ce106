"""Logs as a relay leaves them, written straight into a service's database."""

from collections.abc import Iterable
from dataclasses import replace

from chassis.clock import now
from chassis.envelope import Classification, Event
from chassis.eventlog import PUBLIC, RESTRICTED, EventLog
from chassis.ids import new_id
from chassis.mongo import Document, Store

SUBMITTED, RETURNED = "agenda.proposal.submitted.v1", "agenda.proposal.returned.v1"


def tell(store: Store, types: Iterable[str], classification: Classification = "public") -> list[Event]:
    """Appends an event of each type, told through the last; the events as they stand in the log."""
    events = [event(type, classification) for type in types]
    log = EventLog(store.db, PUBLIC if classification == "public" else RESTRICTED)
    first = log.watermark() + 1
    log.append([outbox_row(one) for one in events])
    log.raise_watermark(first + len(events) - 1)
    return [replace(one, sequence=first + n) for n, one in enumerate(events)]


def event(type: str, classification: Classification) -> Event:
    id = new_id()
    return Event(
        id=id,
        type=type,
        source=type.split(".")[0],
        subject=f"things/{id}",
        time=now(),
        version=1,
        data={"id": id},
        dataclassification=classification,
        correlationid=id,
    )


def outbox_row(one: Event) -> Document:
    stream = one.dataclassification
    return {"_id": one.id, "stream": stream, "aggregate": one.subject, "event": one.to_dict()}


def hear(store: Store, events: Iterable[Event]) -> None:
    store.db.inbox.insert_many([{"_id": one.id, "type": one.type, "at": now()} for one in events])
