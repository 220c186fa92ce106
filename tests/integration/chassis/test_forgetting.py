"""What is kept of a subject beside a service's own documents, blanked in one transaction."""

from typing import Any

import pytest

from chassis import commands, erasure
from chassis.clock import now
from chassis.dead import DeadRows, Selection
from chassis.delivery import Delivery
from chassis.envelope import CONTENT_TYPE, Event, Undecodable, encode
from chassis.errors import Conflict
from chassis.eventlog import INDEXES, RESTRICTED, EventLog
from chassis.failed import INDEXES as FAILED_INDEXES
from chassis.failed import FailedRows, SetAside
from chassis.ids import new_id
from chassis.inbox import Inbox
from chassis.mongo import Origin, Store
from chassis.publisher import Publisher
from chassis.telling import Telling
from tests.support.plans import stages

PERSON, OTHER = new_id(), new_id()
NAME = "ผู้แทน หนึ่ง"


@pytest.fixture
def kept(store: Store) -> Store:
    store.prepare([*INDEXES, *FAILED_INDEXES, *erasure.INDEXES, commands.BY_RESULT])
    return store


def event(of: str = PERSON, fact: str = "nominated", version: int = 1, **data: Any) -> Event:
    return Event(
        id=new_id(),
        type=f"membership.representative.{fact}.v1",
        source="membership",
        subject=f"representatives/{of}",
        time=now(),
        version=version,
        data={"id": of, "name": NAME, **data},
        dataclassification="restricted",
        correlationid=new_id(),
    )


def row(one: Event) -> dict[str, Any]:
    return {"_id": one.id, "stream": "restricted", "aggregate": one.subject, "event": one.to_dict()}


def log(store: Store, *events: Event) -> EventLog:
    log = EventLog(store.db, RESTRICTED)
    log.append([row(one) for one in events])
    return log


def forget(store: Store, cause: Event) -> dict[str, int]:
    return store.transact(lambda tx: erasure.forget(tx, cause.subject), Origin(cause=cause))


def test_what_was_told_is_blanked_and_its_place_stays(kept: Store) -> None:
    erased = event(fact="erased", version=2)
    entries = log(kept, event(), event(OTHER), erased)
    assert forget(kept, erased) == {"events_private": 1}
    first, other, last = entries.after(0, 3)
    assert (first["event"]["data"], first["sequence"], first["type"]) == ({}, 1, event().type)
    assert "erased_at" in first
    assert (other["event"]["data"]["name"], last["event"]) == (NAME, {**erased.to_dict(), "sequence": 3})
    assert forget(kept, erased) == {}


def test_what_was_blanked_is_told_no_more(kept: Store, amqp_uri: str) -> None:
    """Another relay takes over before the watermark has come to it."""
    erased = event(fact="erased", version=2)
    entries = log(kept, event(), event(OTHER), erased)
    forget(kept, erased)
    sent: list[Any] = []

    class Remembering(Publisher):
        def publish(self, messages: Any) -> None:
            sent.extend(messages)

    told = Telling(kept.db, entries, "membership", Remembering(amqp_uri, lambda channel: None)).tell([])
    assert (told, entries.watermark()) == (3, 3)
    assert [message.properties.headers["cloudEvents_subject"] for message in sent] == [
        f"representatives/{OTHER}",
        f"representatives/{PERSON}",
    ]


def test_what_waits_to_be_told_is_told_no_more(kept: Store) -> None:
    erased, other = event(fact="erased", version=2), event(OTHER)
    kept.db.outbox.insert_many([row(event()), row(other), row(erased)])
    kept.db.parked.insert_one({"_id": "outbox/1", "reason": "malformed", "row": row(event())})
    assert forget(kept, erased) == {"outbox": 1, "parked": 1}
    left = kept.db.outbox.find({"stream": {"$ne": "audit"}})
    assert {one["_id"] for one in left} == {other.id, erased.id}
    assert "row" not in kept.db.parked.find({})[0]


def test_what_waits_among_others_is_told_no_more(kept: Store) -> None:
    erased, other = event(fact="erased", version=2), event(OTHER)
    mixed = {"_id": "mixed", "packed": [row(event()), row(other), row(erased), row(event())]}
    kept.db.outbox.insert_many([mixed, {"_id": "all", "packed": [row(event())]}])
    assert forget(kept, erased) == {"outbox": 3}
    (left,) = kept.db.outbox.find({"stream": {"$ne": "audit"}})
    assert [one["_id"] for one in left["packed"]] == [other.id, erased.id]


def test_what_failed_is_discarded_readable_or_not(kept: Store) -> None:
    erased, other = event(fact="erased", version=2), event(OTHER)
    failed = FailedRows(kept, Inbox(kept, ()))
    waiting, broken = event(), encode(event())[:-9]
    failed.set_aside(
        [
            SetAside(delivery(encode(waiting)), Conflict(), waiting),
            SetAside(delivery(broken), Undecodable(f"not JSON: {NAME}")),
            SetAside(delivery(encode(erased)), Conflict(), erased),
            SetAside(delivery(encode(other)), Conflict(), other),
        ]
    )
    assert forget(kept, erased) == {"inbox_failed": 2}
    for one in kept.db.inbox_failed.find({"_id": {"$in": [waiting.id, delivery(broken).digest]}}):
        assert one["status"] == "discarded"
        assert not {"body", "headers", "reason", "traceback"} & one.keys()
    assert kept.db.inbox_failed.count_documents({"status": "waiting"}) == 2
    assert DeadRows(kept).count(Selection()) == 0
    assert forget(kept, erased) == {}


def test_the_same_message_coming_again_stays_discarded(kept: Store) -> None:
    erased, waiting = event(fact="erased", version=2), event()
    failed = FailedRows(kept, Inbox(kept, ()))
    for _ in range(2):
        failed.set_aside([SetAside(delivery(encode(waiting)), Conflict(), waiting)])
        forget(kept, erased)
    assert [one["status"] for one in kept.db.inbox_failed.find({})] == ["discarded"]


def test_a_kept_answer_says_only_which_it_was(kept: Store) -> None:
    erased = event(fact="erased", version=2)
    answers = [
        {"id": PERSON, "version": 1, "status": "nominated", "name": NAME},
        {"id": OTHER, "name": NAME},
        {"items": [], "next": None},
    ]
    kept.db.commands.insert_many(
        [{"_id": str(n), "hash": "h", "result": one, "at": now()} for n, one in enumerate(answers)]
    )
    assert forget(kept, erased) == {"commands": 1}
    results = [one["result"] for one in kept.db.commands.find({}).sort("_id", 1)]
    assert results == [{"id": PERSON, "version": 1, "status": "nominated"}, *answers[1:]]


@pytest.mark.parametrize(
    ("collection", "asked"),
    [
        ("events_private", {"subject": "s"}),
        ("inbox_failed", {"subject": "s"}),
        ("inbox_failed", {"subject": None}),
        ("commands", {"result.id": "r"}),
    ],
)
def test_no_question_scans_what_may_be_large(kept: Store, collection: str, asked: dict[str, Any]) -> None:
    rows = kept.db[collection]
    rows.insert_many([{"_id": n, "subject": f"s{n}", "event_id": n, "result": {"id": n}} for n in range(50)])
    found = stages(rows.find(asked).explain()["queryPlanner"]["winningPlan"])
    assert "COLLSCAN" not in found, found


def delivery(body: bytes) -> Delivery:
    return Delivery(channel=None, tag=1, body=body, content_type=CONTENT_TYPE)
