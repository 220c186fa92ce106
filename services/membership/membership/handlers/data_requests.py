"""What people ask of the data that are kept about them, each with its clock: asked, reminded of, answered."""

from datetime import datetime
from typing import Any

from chassis.mongo import Transaction
from chassis.thai import BANGKOK, day_of
from membership import request_events, request_store, store
from membership.errors import NOTHING_NAMED, REPRESENTATIVE_ENDED, REPRESENTATIVE_ERASED, Conflict, Invalid
from membership.handlers import erasures, keeping, keeping_requests, myself
from membership.model.data_request import DataRequest, RequestKind
from membership.model.erasure import EVERYTHING
from membership.model.representative import Representative
from membership.states import REPRESENTATIVE

Body = dict[str, Any]


def ask(tx: Transaction, kind: RequestKind, body: Body) -> DataRequest:
    """By the person."""
    return _receive(tx, myself.person(tx), kind, tx.now, **body)


def enter(tx: Transaction, body: Body) -> DataRequest:
    """As the secretariat received it from the person: the clock runs from that day."""
    day = body["received"]["on"]
    if day > day_of(tx.now):
        raise Invalid(fields={"received.on": ["in_the_future"]})
    received_at = datetime.fromisoformat(day).replace(tzinfo=BANGKOK)
    person = store.representatives.get(tx, body.pop("representative"))
    return _receive(tx, person, body.pop("kind"), received_at, **body)


def get(tx: Transaction, id: str) -> DataRequest:
    """To the secretariat and the person."""
    request = store.data_requests.get(tx, id)
    if not tx.caller.has("secretariat"):
        myself.must_be(tx, store.representatives.get(tx, request.representative))
    return request


def page(tx: Transaction, query: Body) -> tuple[list[DataRequest], str | None]:
    where = {name: query[name] for name in ("status", "kind") if query[name]}
    return request_store.page(tx, where, query["after"], query["limit"])


def mine(tx: Transaction) -> list[DataRequest]:
    return request_store.of_person(tx, myself.person(tx).id)


def carry_out(tx: Transaction, body: Body) -> DataRequest:
    """To erase a person carries out what asks for it; what is put right is so in the record."""
    request = store.data_requests.get(tx, body["id"], body["if_match"])
    person = store.representatives.get(tx, request.representative)
    facts = request.carry_out(tx.now, tx.caller.id)
    if request.kind == "erasure":
        erasures.begin(tx, person, "asked")
        return store.data_requests.get(tx, request.id)
    changes = keeping.differing(person, request.changes or {})
    if revised := person.revise(tx.now, changes):
        keeping.keep_person(tx, person, revised, changed=changes)
    return keeping_requests.keep(tx, request, facts)


def refuse(tx: Transaction, body: Body) -> DataRequest:
    request = store.data_requests.get(tx, body["id"], body["if_match"])
    facts = request.refuse(tx.now, tx.caller.id, body["ground"], body["reason"])
    return keeping_requests.keep(tx, request, facts)


def look_at_clock(tx: Transaction, id: str) -> None:
    request = store.data_requests.get(tx, id)
    if facts := request.remind(tx.now):
        keeping_requests.keep(tx, request, facts)


def _receive(
    tx: Transaction, person: Representative, kind: RequestKind, at: datetime, **asked: Any
) -> DataRequest:
    if set(EVERYTHING) <= set(person.forgotten):
        raise Conflict(REPRESENTATIVE_ERASED, erasure=person.erasure)
    if kind == "correction":
        _must_be_correctable(person, asked["changes"])
    request, facts = DataRequest.receive(
        id=tx.new_id(),
        kind=kind,
        committee=person.committee,
        member=person.member,
        representative=person.id,
        received_at=at,
        by=tx.caller.id,
        roles=sorted(tx.caller.roles),
        **asked,
    )
    request_store.claim(tx, request)
    store.data_requests.add(tx, request)
    tx.tell(*request_events.of_data_request(request, facts))
    return request


def _must_be_correctable(person: Representative, changes: Body) -> None:
    """Who has left office is as they were, and what stands there already is no correction."""
    if REPRESENTATIVE.is_final(person.status):
        raise Conflict(REPRESENTATIVE_ENDED, representative=person.id)
    if not keeping.differing(person, changes):
        raise Invalid(NOTHING_NAMED)
