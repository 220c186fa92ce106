"""The order of a member's people: the principal, the alternates by rank, from 1 on, then experts."""

from collections.abc import Iterable
from typing import Any

from chassis.errors import Invalid
from chassis.mongo import Transaction
from membership import store
from membership.errors import NOT_THE_ALTERNATES, Conflict
from membership.handlers import keeping
from membership.model.representative import Representative

Body = dict[str, Any]


def in_order(people: Iterable[Representative]) -> list[Representative]:
    """Who has left office comes last; who has no rank yet, after those who have."""

    def place(one: Representative) -> tuple[bool, bool, bool, int, str]:
        return (one.status == "ended", one.role != "principal", one.rank is None, one.rank or 0, one.id)

    return sorted(people, key=place)


def alternates(tx: Transaction, member: str) -> list[Representative]:
    return [one for one in in_order(keeping.people(tx, member)) if one.role == "alternate"]


def next_rank(tx: Transaction, member: str, role: str) -> int | None:
    return len(alternates(tx, member)) + 1 if role == "alternate" else None


def close_up(tx: Transaction, member: str) -> None:
    rank(tx, alternates(tx, member))


def order(tx: Transaction, body: Body) -> tuple[list[Representative], None]:
    """All alternates, each once, in the order asked for; answers with who speaks for the member."""
    keeping.must_speak_for(tx.caller, body["member"])
    member = store.members.get(tx, body["member"])
    store.hold(tx, member)
    named = {one.id: one for one in alternates(tx, member.id)}
    if set(named) != set(body["order"]):
        raise Conflict(NOT_THE_ALTERNATES, alternates=list(named))
    rank(tx, [named[id] for id in body["order"]])
    return in_order(keeping.people(tx, member.id)), None


def rank(tx: Transaction, people: Iterable[Representative]) -> None:
    for number, person in enumerate(people, start=1):
        if person.rank != number:
            keeping.keep_person(tx, person, person.revise(tx.now, {"rank": number}), changed=["rank"])


def page(tx: Transaction, query: Body) -> tuple[list[Representative], str | None]:
    """They are few: all are read, and put in order here."""
    keeping.must_speak_for(tx.caller, query["member"])
    member = store.members.get(tx, query["member"])
    found = in_order(store.representatives.find(tx, {"member": member.id}))
    ids = [one.id for one in found]
    if query["after"] is not None and query["after"] not in ids:
        raise Invalid(fields={"after": ["invalid"]})
    begin = 0 if query["after"] is None else ids.index(query["after"]) + 1
    end = begin + query["limit"]
    return found[begin:end], ids[end - 1] if end < len(ids) else None
