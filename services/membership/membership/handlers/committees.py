"""The group itself: founded once, and asked for."""

from typing import Any

from chassis.mongo import Transaction
from membership import events, store
from membership.errors import NO_COMMITTEE, NotYetKnown
from membership.model.committee import Committee

Body = dict[str, Any]


def establish(tx: Transaction, terms: Body) -> Committee:
    """The installation's first committee; the one that is there when it has been established before."""
    founded = store.claim_of(tx, store.FIRST_COMMITTEE)
    if founded is not None:
        return store.committees.get(tx, founded.holder)
    committee = Committee(id=tx.new_id(), terms=terms)
    store.claim(tx, store.FIRST_COMMITTEE, committee.id)
    store.committees.add(tx, committee)
    tx.tell(events.of_committee(committee))
    return committee


def get(tx: Transaction, id: str | None) -> Committee:
    if id is not None:
        return store.committees.get(tx, id)
    first = store.claim_of(tx, store.FIRST_COMMITTEE)
    if first is None:
        raise NotYetKnown(NO_COMMITTEE)
    return store.committees.get(tx, first.holder)


def page(tx: Transaction, query: Body) -> tuple[list[Committee], str | None]:
    return store.committees.page(tx, {}, query["after"], query["limit"])
