"""What every step of a person's request does: it is kept and told, and what is answered leaves room for
another."""

from collections.abc import Sequence

from chassis.mongo import Transaction
from membership import request_events, request_store, store
from membership.model.data_request import DataRequest
from membership.model.erasure import EVERYTHING, Erasure
from membership.model.representative import Representative
from membership.states import DATA_REQUEST, DataRequestFact


def keep(tx: Transaction, request: DataRequest, facts: Sequence[DataRequestFact]) -> DataRequest:
    store.data_requests.save(tx, request)
    if DATA_REQUEST.is_final(request.status):
        request_store.let_go(tx, request)
    tx.tell(*request_events.of_data_request(request, facts))
    return request


def pass_on(tx: Transaction, person: Representative, other: Representative) -> None:
    """What waits at an entry that is about to end, to the one by which the person goes on; what is asked
    there too is answered there alone."""
    asked = {one.kind for one in _open(tx, other)}
    for request in _open(tx, person):
        if request.kind not in asked:
            request_store.let_go(tx, request)
            request.representative, request.member = other.id, other.member
            request_store.claim(tx, request)
            store.data_requests.save(tx, request)


def _open(tx: Transaction, person: Representative) -> list[DataRequest]:
    return [one for one in request_store.of_person(tx, person.id) if not DATA_REQUEST.is_final(one.status)]


def forget(tx: Transaction, erasure: Erasure) -> None:
    """Of whom is erased nothing is left here, nor asked."""
    whole = set(EVERYTHING) <= set(erasure.classes)
    for request in request_store.of_person(tx, erasure.representative):
        held, facts = request.changes is not None, request.forget(erasure, whole)
        if held and not facts:
            store.data_requests.save(tx, request)
        elif facts:
            keep(tx, request, facts)
