"""What membership told, kept to be asked: members and committees."""

from typing import Any

from agenda import store
from agenda.errors import NotYetKnown
from agenda.model.member import Committee, Member, Right
from chassis.envelope import Event
from chassis.mongo import Transaction
from chassis.projection import keep_newest


def project_member(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    keep_newest(tx, store.MEMBERS, data.pop("id"), event.version, data)


def project_committee(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    keep_newest(tx, store.COMMITTEES, data["id"], event.version, {"facts": data})


def member(tx: Transaction, id: str) -> Member:
    """NotYetKnown until membership's fact has arrived, which it may never do."""
    found = store.of_other(tx, store.MEMBERS, id)
    if found is None:
        raise NotYetKnown(member=id)
    known = {name: found[name] for name in ("committee", "kind", "name", "status")}
    return Member(id=id, merged_into=found.get("merged_into"), **known)


def entitled(tx: Transaction, id: str, right: Right) -> Member:
    """The member, which may do this as things stand."""
    found = member(tx, id)
    found.must_be_entitled(right, committee(tx, found.committee))
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
