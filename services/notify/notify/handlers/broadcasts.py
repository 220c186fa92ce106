"""What the secretariat does with broadcasts: drafted, tried, sent after a hold, recalled or stopped."""

from typing import Any

from chassis.mongo import Transaction
from notify import store
from notify.broadcasts import progress
from notify.broadcasts.config import Rules
from notify.broadcasts.events import of_broadcast
from notify.broadcasts.model import Audience, Broadcast, Facts
from notify.broadcasts.progress import Progress
from notify.broadcasts.store import Kind, broadcasts, drop, put
from notify.errors import (
    BROADCAST_OTHER_COMMITTEE,
    BROADCAST_TEST_ELSEWHERE,
    Conflict,
    Denied,
    Invalid,
)
from notify.store import COMMITTEES, MEETINGS, MEMBERS

SECRETARIAT = "secretariat"
Command = dict[str, Any]


def draft(tx: Transaction, command: Command) -> Broadcast:
    _must_be_secretariat(tx)
    command["committee"] = _committee(tx, command["committee"])
    new = Broadcast(id=tx.new_id(), by=tx.caller.id, created_at=tx.now, **command)
    new.must_say_why()
    _must_be_of_it(tx, new.audience, new.committee)
    broadcasts.add(tx, new)
    return new


def revise(tx: Transaction, command: Command) -> Broadcast:
    broadcast = _get(tx, command)
    changes = {name: value for name, value in command.items() if name not in ("id", "if_match")}
    broadcast.revise(changes)
    _must_be_of_it(tx, broadcast.audience, broadcast.committee)
    broadcasts.save(tx, broadcast)
    return broadcast


def ask_for_count(tx: Transaction, command: Command) -> Broadcast:
    """`work` counts, for there may be a hundred thousand."""
    broadcast = _get(tx, command)
    broadcast.ask_for_count(tx.now)
    broadcasts.save(tx, broadcast)
    put(tx, Kind.COUNT, broadcast, tx.now)
    return broadcast


def ask_for_test(tx: Transaction, command: Command, rules: Rules) -> Broadcast:
    """The address is kept until the letter has left."""
    broadcast = _get(tx, command)
    if not rules.is_of_the_house(command["to"]):
        raise Conflict(BROADCAST_TEST_ELSEWHERE, domains=", ".join(sorted(rules.test_domains)))
    broadcast.ask_for_test(tx.now)
    broadcasts.save(tx, broadcast)
    put(tx, Kind.TEST, broadcast, tx.now, to=command["to"])
    return broadcast


def send(tx: Transaction, command: Command, rules: Rules) -> Broadcast:
    broadcast = _get(tx, command)
    if command["at"] and command["at"] < tx.now:
        raise Invalid(fields={"at": ["in_the_past"]})
    broadcast.send(tx.now, rules.hold, command["at"])
    broadcasts.save(tx, broadcast)
    put(tx, Kind.TELL, broadcast, broadcast.release_at or tx.now, last="")
    return broadcast


def recall(tx: Transaction, command: Command) -> Broadcast:
    broadcast = _get(tx, command)
    broadcast.recall()
    broadcasts.save(tx, broadcast)
    drop(tx, Kind.TELL, broadcast.id)
    return broadcast


def stop(tx: Transaction, command: Command) -> Broadcast:
    """What waits to leave is cancelled by the senders when its turn comes, which asks nothing of us here."""
    broadcast = _get(tx, command)
    facts = broadcast.stop(tx.now, command["reason"])
    keep(tx, broadcast, facts)
    drop(tx, Kind.TELL, broadcast.id)
    drop(tx, Kind.WATCH, broadcast.id)
    return broadcast


def discard(tx: Transaction, command: Command) -> Broadcast:
    broadcast = _get(tx, command)
    broadcast.discard(tx.now)
    broadcasts.save(tx, broadcast)
    drop(tx, Kind.COUNT, broadcast.id)
    drop(tx, Kind.TEST, broadcast.id)
    return broadcast


def get(tx: Transaction, command: Command) -> Broadcast:
    return _get(tx, command)


def page(tx: Transaction, query: Command) -> tuple[list[Broadcast], str | None]:
    """Newest first."""
    _must_be_secretariat(tx)
    where = {"committee": _committee(tx, query["committee"])}
    if query["status"]:
        where["status"] = str(query["status"])
    return broadcasts.page(tx, where, query["after"], query["limit"], newest_first=True)


def progress_of(tx: Transaction, command: Command) -> tuple[Broadcast, Progress]:
    broadcast = _get(tx, command)
    return broadcast, progress.of(tx, broadcast.id)


def keep(tx: Transaction, broadcast: Broadcast, facts: Facts) -> None:
    broadcasts.save(tx, broadcast)
    if facts:
        tx.tell(*of_broadcast(broadcast, facts, progress.of(tx, broadcast.id)))


def _get(tx: Transaction, command: Command) -> Broadcast:
    _must_be_secretariat(tx)
    return broadcasts.get(tx, command["id"], command.get("if_match"))


def _must_be_secretariat(tx: Transaction) -> None:
    if not tx.caller.has(SECRETARIAT):
        raise Denied()


def _committee(tx: Transaction, asked: str | None) -> str:
    found = store.known(tx, COMMITTEES, asked) if asked else store.first_committee(tx)
    return str(found["_id"])


def _must_be_of_it(tx: Transaction, audience: Audience, committee: str) -> None:
    """Whom and what it names; NotYetKnown where that was not heard of."""
    named = list(store.all_known(tx, MEMBERS, {*audience.members, *audience.without}).values())
    named += store.all_known(tx, MEETINGS, audience.meetings).values()
    if any(one["committee"] != committee for one in named):
        raise Conflict(BROADCAST_OTHER_COMMITTEE)
