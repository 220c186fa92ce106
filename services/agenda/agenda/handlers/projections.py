"""What membership told, kept to be asked: members and committees."""

from collections.abc import Iterable, Mapping
from typing import Any

from agenda import store
from agenda.errors import NotYetKnown
from agenda.model.member import Committee, Member, Right
from chassis.envelope import Event
from chassis.mongo import Transaction
from chassis.projection import keep_newest

Members = Mapping[str, Member]


def project_member(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    keep_newest(tx, store.MEMBERS, data.pop("id"), event.version, data)


def project_committee(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    keep_newest(tx, store.COMMITTEES, data["id"], event.version, {"facts": data})


def member(tx: Transaction, id: str) -> Member:
    """NotYetKnown until membership's fact has arrived, which it may never do."""
    found = store.of_other(tx, store.MEMBERS, id)
    if found is None:
        raise NotYetKnown(member=id)
    return _member(found)


def standing_for(tx: Transaction, id: str) -> str:
    """The member at the end of the chain of merged records; this one, where it is none."""
    while (into := member(tx, id).merged_into) is not None:
        id = into
    return id


def members(tx: Transaction, ids: Iterable[str]) -> Members:
    """Those of them that are known."""
    return {row["_id"]: _member(row) for row in store.all_of_other(tx, store.MEMBERS, sorted(ids))}


def members_of(tx: Transaction, committee: str) -> list[Member]:
    """All that were ever of it, whatever became of them."""
    return [_member(row) for row in store.members_of(tx, committee)]


def _member(row: dict[str, Any]) -> Member:
    known = {name: row[name] for name in ("committee", "kind", "name", "status")}
    later: dict[str, Any] = {name: row.get(name) for name in ("merged_into", "addressee")}
    return Member(id=row["_id"], **later, **known)


def entitled(tx: Transaction, id: str, right: Right) -> Member:
    """The member, which may do this as things stand, and does not leave before this is kept."""
    found = member(tx, id)
    found.must_be_entitled(right, committee(tx, found.committee))
    store.hold(tx, found.id)
    return found


def of_committee(tx: Transaction, id: str, committee: str) -> Member:
    """The member, which is of this committee."""
    found = member(tx, id)
    found.must_be_of(committee)
    return found


def scoped(tx: Transaction, where: dict[str, Any], *narrower: str) -> dict[str, Any]:
    """To the first committee where none is asked for, nor anything that is of one."""
    if where.keys() & {"committee", *narrower}:
        return where
    first = store.first_committee(tx)
    return {**where, "committee": first["_id"]} if first else where


def committee(tx: Transaction, id: str | None) -> Committee:
    """The one of this id, by default the installation's first."""
    found = store.of_other(tx, store.COMMITTEES, id) if id else store.first_committee(tx)
    if found is None:
        raise NotYetKnown(committee=id)
    return Committee(id=found["_id"], facts=found["facts"])
