"""Scans of the letters by which applications came; the secretariat's alone."""

from io import BytesIO
from typing import Any

from chassis.mongo import Transaction
from chassis.scanning import Scanner
from membership import store
from membership.model.representative import Representative
from membership.model.scan import Scan

Body = dict[str, Any]


def inspect(body: Body, scanner: Scanner) -> None:
    scanner.look(BytesIO(body["content"]))


def add(tx: Transaction, body: Body) -> Scan:
    member = store.members.get(tx, body["member"])
    store.hold(tx, member)
    before = len(store.scans_of(tx, member.id))
    scan = Scan.of(member, before, id=tx.new_id(), at=tx.now, by=tx.caller.id, content=body["content"])
    store.scans.add(tx, scan)
    return scan


def page(tx: Transaction, query: Body) -> list[Scan]:
    """All of a member's, without their content; they are few."""
    return store.scans_of(tx, store.members.get(tx, query["member"]).id)


def put_forward(tx: Transaction, person: Representative) -> list[str]:
    """Ids of the members whose letters, where they applied by one, name this person in pictures."""
    records = [store.members.get(tx, id) for id in person.members]
    return [one.id for one in records if one.created_at == person.created_at]


def get(tx: Transaction, query: Body) -> Scan:
    """With its content."""
    return store.scans.get(tx, query["id"])
