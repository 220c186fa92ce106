"""The chain of a service's logs, against a real store and broker: tied by relays, whatever befalls them."""

import json
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from environs import Env

from chassis import audit, commands, erasure, eventlog, failed, heads
from chassis.call import Call, Caller
from chassis.clock import now, to_wire
from chassis.config import Settings
from chassis.envelope import Event, Told
from chassis.errors import Invalid
from chassis.eventlog import DEEDS, LOGS, PUBLIC, RESTRICTED, EventLog
from chassis.heads import Heads
from chassis.ids import new_id
from chassis.mongo import Origin, Store, Transaction
from chassis.outbox import OUTBOX
from chassis.trail import Trail, Wanted
from tests.integration.chassis.line import COUNTED
from tests.integration.chassis.relaying import relaying
from tests.support.plans import stages
from tests.support.polling import until
from wara.verifying import ALTERED, INSERTED, REMOVED, Fault, read_heads, verdict

BY = Caller(id="somebody", roles=frozenset({"secretariat"}), place="9f4c1b7de02a6358")


@pytest.fixture
def kept(store: Store) -> Store:
    store.prepare([*eventlog.INDEXES, *failed.INDEXES, *erasure.INDEXES, commands.BY_RESULT])
    return store


def tell(store: Store, *told: Told) -> None:
    origin = Origin(caller=BY, kind="count", correlation_id=new_id())
    store.transact(lambda tx: tx.tell(*told), origin)


def counted(number: int, **data: Any) -> Told:
    data = {"id": str(number), **data}
    return Told(type=COUNTED, subject=f"counters/{number}", version=1, data=data, dataclassification="public")


def logged(store: Store, amqp_uri: str, count: int = 4) -> None:
    tell(store, *(counted(n, reason={"th": "เหตุผล"}) for n in range(count)))
    with relaying(store, amqp_uri):
        settled(store)


def settled(store: Store) -> None:
    until(lambda: store.db[OUTBOX].count_documents({}) == 0)


def fault(store: Store, stream: eventlog.Stream = PUBLIC, **heads: Any) -> Fault | None:
    return verdict(store, stream, heads.get("heads", {})).fault


def named(found: Fault | None) -> tuple[object, str]:
    assert found is not None
    return found.sequence, found.what


def test_what_is_told_is_tied_with_who_from_where_and_why(kept: Store, amqp_uri: str) -> None:
    logged(kept, amqp_uri)
    assert verdict(kept, PUBLIC, {}).last == 4
    assert fault(kept) is None
    page = Trail(kept.db).page(Wanted(), None, 3)
    assert [(one["log"], one["sequence"], one["about"]) for one in page["items"]] == [
        ("events", n + 1, f"counters/{n}") for n in range(3)
    ]
    first = page["items"][0]
    assert (first["who"], first["from"], first["asked"]) == (BY.id, BY.place, "count")
    assert (first["what"], first["why"], first["outcome"]) == (COUNTED, "เหตุผล", "done")
    assert first["at"] <= first["logged_at"] <= to_wire(now())
    assert "origin" not in str(EventLog(kept.db, PUBLIC).after(0, 1)[0]["event"])
    rest = Trail(kept.db).page(Wanted(), page["next"], 3)
    assert ([one["sequence"] for one in rest["items"]], rest["next"]) == ([4], None)


def test_a_record_altered_removed_or_inserted_is_named(kept: Store, amqp_uri: str) -> None:
    logged(kept, amqp_uri)
    events = kept.db.events
    second: Any = events.find_one({"_id": 2})
    events.update_one({"_id": 2}, {"$set": {"origin.by": "another"}})
    assert named(fault(kept)) == (2, ALTERED)
    assert second["event_id"] in str(fault(kept))
    events.delete_one({"_id": 2})
    assert named(fault(kept)) == (2, REMOVED)
    events.insert_one(second)
    assert fault(kept) is None
    for stray in ({"_id": "other", "sequence": 3}, {"_id": -1, "sequence": -1}, {"_id": "none"}):
        events.insert_one({**second, "event_id": new_id(), "sequence": None, **stray})
        assert named(fault(kept)) == (stray["_id"], INSERTED)
        events.delete_one({"_id": stray["_id"]})
    head = {4: {bytes(events.find_one({"_id": 4})["hash"]).hex()}}  # type: ignore[index]
    events.delete_one({"_id": 4})
    kept.db.watermarks.update_one({"_id": "events"}, {"$set": {"through": 3}})
    assert fault(kept) is None, "in itself a chain whose end is gone holds"
    assert named(fault(kept, heads=head)) == (4, REMOVED)


def test_two_relays_and_one_that_died_tie_one_chain(kept: Store, amqp_uri: str) -> None:
    """One died between log and outbox; one appends though the other leads."""
    tell(kept, *(counted(n) for n in range(6)))
    waiting = list(kept.db[OUTBOX].find())
    EventLog(kept.db, PUBLIC).append(waiting[:3])
    first, second = EventLog(kept.db, PUBLIC), EventLog(kept.db, PUBLIC)
    first.last(), second.last()
    first.append(waiting[3:5])
    with pytest.raises(eventlog.AnotherRelay):
        second.append(waiting[5:])
    with relaying(kept, amqp_uri), relaying(kept, amqp_uri, "two"):
        settled(kept)
        tell(kept, *(counted(n) for n in range(6, 9)))
        settled(kept)
    assert (fault(kept), kept.db.events.count_documents({})) == (None, 9)


def test_a_log_that_is_older_than_its_chain_goes_on(kept: Store, amqp_uri: str) -> None:
    logged(kept, amqp_uri, count=3)
    kept.db.events.update_many({}, {"$unset": dict.fromkeys(("hash", "salt", "digest", "logged_at"), "")})
    logged(kept, amqp_uri, count=2)
    found = verdict(kept, PUBLIC, {})
    assert (found.begins, found.last, found.fault) == (4, 5, None)
    kept.db.events.update_one({"_id": 4}, {"$unset": {"hash": ""}})
    assert named(fault(kept)) == (4, ALTERED)
    assert len(Trail(kept.db).page(Wanted(), None, 10)["items"]) == 5


def nominated(of: str) -> Event:
    return Event(
        id=new_id(),
        type="membership.representative.nominated.v1",
        source="membership",
        subject=f"representatives/{of}",
        time=now(),
        version=1,
        data={"id": of, "name": "ผู้แทน หนึ่ง", "reason": "term"},
        dataclassification="restricted",
        correlationid=new_id(),
    )


def test_the_chain_holds_when_a_person_is_forgotten(kept: Store, amqp_uri: str) -> None:
    person, other = nominated(new_id()), nominated(new_id())
    rows = [{"_id": one.id, "aggregate": one.subject, "event": one.to_dict()} for one in (person, other)]
    EventLog(kept.db, RESTRICTED).append(rows)
    kept.transact(lambda tx: erasure.forget(tx, person.subject), Origin(caller=BY))
    blank: Any = kept.db.events_private.find_one({"_id": 1})
    assert ("salt" in blank, blank["event"]["data"]) == (False, {})
    assert fault(kept, RESTRICTED) is None, "the deed waits in the outbox"
    with relaying(kept, amqp_uri):
        settled(kept)
    assert (fault(kept, RESTRICTED), fault(kept, DEEDS)) == (None, None)
    deed, *_ = Trail(kept.db, (DEEDS,)).page(Wanted(), None, 1)["items"]
    assert (deed["what"], deed["who"], deed["about"]) == ("person.forgotten", BY.id, person.subject)
    kept.db.events_private.update_one(
        {"_id": 2}, {"$set": {"event.data": {}, "erased_at": now()}, "$unset": {"salt": ""}}
    )
    assert named(fault(kept, RESTRICTED)) == (2, ALTERED)


def quiet(tx: Transaction) -> dict[str, Any]:
    return {"id": "a thing"}


def loud(tx: Transaction) -> dict[str, Any]:
    tx.tell(counted(1))
    return {"id": "1"}


def test_a_command_that_told_nobody_is_on_record(kept: Store, amqp_uri: str) -> None:
    about = {"deadline": now() + timedelta(seconds=20), "language": "th", "correlation_id": new_id()}
    for method, work in (("revise_thing", quiet), ("count", loud)):
        call = Call(caller=BY, command_id=new_id(), **about)  # type: ignore[arg-type]
        commands.run_once(kept, call, method, "hash", work)
    with relaying(kept, amqp_uri):
        settled(kept)
    items = Trail(kept.db).page(Wanted(who=BY.id), None, 10)["items"]
    assert {(one["what"], one["about"], one["from"]) for one in items} == {
        ("revise_thing", "a thing", BY.place),
        (COUNTED, "counters/1", BY.place),
    }


def deeds(outcomes: list[str]) -> list[dict[str, Any]]:
    return [audit.deed("POST /v1/things", BY, now(), {"outcome": one}) for one in outcomes]


def test_a_period_and_an_outcome_are_found(kept: Store) -> None:
    log, times = EventLog(kept.db, DEEDS), [f"2018-01-{day:02}T00:00:00.000Z" for day in range(1, 10)]
    log.append(deeds(["denied", "done", "stale"] * 3))
    for sequence, at in enumerate(times, 1):
        kept.db.deeds.update_one({"_id": sequence}, {"$set": {"logged_at": at}})

    def found(after: str | None = None, limit: int = 10, **wanted: Any) -> tuple[list[int], str | None]:
        page = Trail(kept.db).page(Wanted(**wanted), after, limit)
        return [one["sequence"] for one in page["items"]], page["next"]

    for first in range(9):
        for last in range(first, 9):
            assert found(since=times[first], until=times[last])[0] == list(range(first + 1, last + 1))
    assert found(outcome="stale", since=times[3]) == ([6, 9], None)
    assert found(outcome="stale", limit=2)[0] == [3, 6]
    assert found(found(outcome="stale", limit=2)[1], outcome="stale") == ([9], None)
    assert found(who="another") == ([], None)
    with pytest.raises(Invalid):
        found(after="1.2")


def test_heads_are_lines_of_a_file(kept: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And what the walk holds the chains against."""
    EventLog(kept.db, DEEDS).append(deeds(["denied", "done"]))
    for name, value in {
        "HEALTH_PORT": "1",
        "AMQP_URI": "amqp://",
        "MONGODB_URI": "mongodb://",
        "AUDIT_HEADS_FOLDER": str(tmp_path / "heads"),
    }.items():
        monkeypatch.setenv(name, value)
    stop, written = threading.Event(), Heads(Settings.read("echo", Env()))
    stop.set()
    heads.run(written, kept.db, lambda: False, stop)
    assert not (tmp_path / "heads").exists(), "another process relays, and writes them"
    heads.run(written, kept.db, lambda: True, stop)
    no_heads: tuple[dict[str, Any], ...] = (
        {"sequence": "2"},
        {"sequence": None},
        {"sequence": True},
        {"hash": 1},
        {"stream": []},
    )
    odd = [
        json.dumps({"service": "echo", "stream": "deeds", "sequence": 2, "hash": "", **one})
        for one in no_heads
    ]
    lines = ['{"event": "request"}', 'no JSON "hash" "sequence"', *odd, ""]
    (tmp_path / "heads/echo-work.log").write_text("\n".join(lines))
    (place, found), *others = read_heads(tmp_path).items()
    assert (place, set(found), others) == (("echo", "deeds"), {2}, [])
    assert fault(kept, DEEDS, heads=found) is None
    kept.db.deeds.delete_many({})
    EventLog(kept.db, DEEDS).append(deeds(["denied", "another", "done"]))
    assert named(fault(kept, DEEDS, heads=found))[0] == 2


def test_no_question_scans_a_log(kept: Store) -> None:
    rows = kept.db.deeds
    rows.insert_many([{"_id": n, "sequence": n, "event_id": str(n)} for n in range(50)])
    bounds = {"sequence": {"$gt": 5, "$lte": 20}}
    assert "COLLSCAN" not in stages(rows.find(bounds).explain()["queryPlanner"]["winningPlan"])
    assert {stream.log for stream in LOGS.values()} == {"events", "events_private", "deeds"}
