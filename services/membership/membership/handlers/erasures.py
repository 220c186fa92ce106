"""A person is to be forgotten: here at once, everywhere when each service has heard of it."""

from collections.abc import Sequence
from typing import Any

from chassis.mongo import Transaction
from membership import store
from membership.handlers import consenting, keeping, keeping_requests
from membership.model.erasure import EVERYTHING, Erasure, Ground, PersonalClass
from membership.model.representative import Representative

Body = dict[str, Any]


def erase(tx: Transaction, body: Body) -> Representative:
    return begin(tx, store.representatives.get(tx, body["id"], body["if_match"]), "asked")


def begin(
    tx: Transaction,
    person: Representative,
    ground: Ground,
    classes: Sequence[PersonalClass] = EVERYTHING,
) -> Representative:
    """With all entries of the same person that are not erased yet."""
    _, *doubles = keeping.with_doubles(tx, person)
    for double in doubles:
        if not set(classes) <= set(double.forgotten):
            _erase(tx, double, ground, classes)
    return _erase(tx, person, ground, classes)


def _erase(
    tx: Transaction, person: Representative, ground: Ground, classes: Sequence[PersonalClass]
) -> Representative:
    erasure = Erasure(
        id=tx.new_id(),
        member=person.member,
        representative=person.id,
        ground=ground,
        asked_at=tx.now,
        by=tx.caller.id,
        roles=sorted(tx.caller.roles),
        classes=list(classes),
    )
    facts = person.erase(tx.now, erasure.id, classes)
    store.erasures.add(tx, erasure)
    keeping_requests.forget(tx, erasure)
    consenting.forget(tx, erasure)
    return keeping.keep_person(tx, person, facts)


def get(tx: Transaction, id: str) -> Erasure:
    return store.erasures.get(tx, id)


def page(tx: Transaction, query: Body) -> tuple[list[Erasure], str | None]:
    """The newest first."""
    return store.erasures.page(tx, {}, query["after"], query["limit"], newest_first=True)
