"""Where requests of people are kept: by when they are due, by whose they are, and one open of a kind."""

from chassis.clock import to_wire
from chassis.mongo import Document, Transaction
from membership import deadlines, store
from membership.errors import DATA_REQUEST_OPEN, Conflict
from membership.model.data_request import DataRequest
from membership.store import data_requests


def page(
    tx: Transaction, where: Document, after: str | None, limit: int
) -> tuple[list[DataRequest], str | None]:
    """What is due first comes first; `where` has a `status`."""
    bound = {"place": {"$gt": _place_of(tx, after)}} if after else {}
    rows = tx.db[data_requests.collection].find({**where, **bound}, session=tx.session)
    found = [data_requests.model(row) for row in rows.sort("place", 1).limit(limit + 1)]
    return found[:limit], found[limit - 1].id if len(found) > limit else None


def of_person(tx: Transaction, representative: str) -> list[DataRequest]:
    return data_requests.find(tx, {"representative": representative})


def count_overdue(tx: Transaction) -> int:
    late = {"status": "open", "place": {"$gt": "", "$lt": to_wire(tx.now)}}
    return tx.db[data_requests.collection].count_documents(late)


def claim(tx: Transaction, request: DataRequest) -> None:
    """Conflict where the person has asked this already, and waits for an answer."""
    key = _key(request)
    taken = store.claim_of(tx, key)
    if taken and taken.live:
        raise Conflict(DATA_REQUEST_OPEN, request=taken.holder)
    store.claim(tx, key, request.id)


def let_go(tx: Transaction, request: DataRequest) -> None:
    store.forget(tx, _key(request))


def _key(request: DataRequest) -> str:
    return f"{request.kind} of {request.representative}"


def _place_of(tx: Transaction, id: str) -> str:
    return deadlines.place_of(data_requests.get(tx, id))
