"""Representatives as notify knows them, and what they are found by: entries of one list, with one index."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from chassis.ids import in_parts
from chassis.mongo import Document, Index, Transaction
from chassis.stretches import END

REPRESENTATIVES = "representatives"
INDEXES = (Index("representatives_under", REPRESENTATIVES, [("under", 1), ("_id", 1)]),)


def entries(person: Mapping[str, Any]) -> list[str]:
    """Who serves is of audiences; who is in whatever state is of a member, and may have an address."""
    return [
        *map(_of_audience, person.get("audiences", ())),
        _of_member(person["member"]),
        *([_at(person["email"])] if person.get("email") else []),
        *([_nominated(person["committee"])] if person["status"] == "nominated" else []),
    ]


def serving(tx: Transaction, audiences: Iterable[str]) -> list[Document]:
    """The confirmed who belong to one of the audiences, which are members and committees."""
    return list({one["_id"]: one for one in _under_any(tx, map(_of_audience, audiences))}.values())


def serving_between(
    tx: Transaction, audience: str, low: str, high: str = END, shown: Mapping[str, Any] | None = None
) -> list[Document]:
    """Those of one audience with an id after `low` and up to `high`, in its order."""
    where = {"under": _of_audience(audience), "_id": {"$gt": low, "$lte": high}}
    return list(tx.projection(REPRESENTATIVES).find(where, shown, session=tx.session).sort("_id", 1))


def of_members(tx: Transaction, members: Collection[str]) -> list[Document]:
    """In whatever state."""
    return _under_any(tx, map(_of_member, members))


def nominated(tx: Transaction, committee: str) -> list[Document]:
    """Those who wait to be confirmed."""
    return _under_any(tx, [_nominated(committee)])


def by_address(tx: Transaction, address: str) -> Document | None:
    """The one representative that has it; None where several share it, or nobody has it."""
    found = _under_any(tx, [_at(address)])
    return found[0] if len(found) == 1 else None


def serving_at(tx: Transaction, address: str) -> list[Document]:
    """The confirmed who have it."""
    return [one for one in _under_any(tx, [_at(address)]) if one["status"] == "confirmed"]


def _under_any(tx: Transaction, entries: Iterable[str]) -> list[Document]:
    among = ({"under": {"$in": part}} for part in in_parts(entries))
    found = (tx.projection(REPRESENTATIVES).find(where, session=tx.session) for where in among)
    return [one for part in found for one in part]


def _of_audience(id: str) -> str:
    return f"audience {id}"


def _of_member(id: str) -> str:
    return f"member {id}"


def _at(address: str) -> str:
    """Whichever of its letters are large: no provider gives the same name to two for that."""
    return f"address {address.casefold()}"


def _nominated(committee: str) -> str:
    return f"nominated {committee}"
