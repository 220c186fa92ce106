"""What the secretariat does with addresses that nothing is sent to."""

from typing import Any

from chassis.mongo import Document, Transaction
from notify import store
from notify.handlers.notifications import must_be_officer
from notify.outgoing.suppressions import State, Suppression, suppressions
from notify.store import REPRESENTATIVES

Shown = dict[str, Any]


def list_suppressions(tx: Transaction, query: dict[str, Any]) -> tuple[list[Shown], str | None]:
    must_be_officer(tx)
    items, after = suppressions.page(tx, {"state": str(query["state"])}, query["after"], query["limit"])
    people = store.known_by_id(tx, REPRESENTATIVES, [one.id for one in items])
    return [_shown(one, people.get(one.id, {})) for one in items], after


def lift_suppression(tx: Transaction, verb: dict[str, Any]) -> Shown:
    """The next letter is tried again; those that were held back meanwhile are not sent by that."""
    must_be_officer(tx)
    one = suppressions.get(tx, verb["id"], verb["if_match"])
    one.lift(tx.now, verb["note"])
    suppressions.save(tx, one)
    return shown(tx, one)


def shown(tx: Transaction, one: Suppression) -> Shown:
    return _shown(one, store.known_by_id(tx, REPRESENTATIVES, [one.id]).get(one.id, {}))


def _shown(one: Suppression, person: Document) -> Shown:
    standing = one.state is State.STANDING
    return {
        "representative": one.id,
        "version": one.version,
        "member": person.get("member"),
        "state": one.state,
        "reason": one.reason,
        "since": one.since,
        "address_changed": standing and not one.counts_against(person.get("email")),
        "note": one.note,
        "lifted_at": one.lifted_at,
    }
