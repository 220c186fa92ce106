"""What an operator should know of partners before anything is lost to one."""

from collections.abc import Iterator
from datetime import timedelta

from chassis import clock
from chassis.eventlog import PUBLIC
from gateway.partners.register import ACTIVE, REQUESTED, status_of
from wara.broker_findings import keys
from wara.definitions import FOR_A_PARTNER, SERVICES, Row, of_partner
from wara.logs import entries, told_through
from wara.management import Management
from wara.partners.corner import Corner
from wara.partners.granted import types_of
from wara.partners.records import Records
from wara.partners.replaying import first_since
from wara.site import Site

FULL = 0.8
AGE = timedelta(milliseconds=FOR_A_PARTNER["x-message-ttl"])
PAGE = 1000


def of_partners(site: Site, management: Management) -> Iterator[str]:
    records = Records.of(site)
    for row in records.register.rows():
        if status_of(row) == REQUESTED:
            yield f"partner {row['_id']} waits for `wara provision {row['_id']}`"
            continue
        corner = Corner(management, row["_id"])
        yield from of_queue(site, row, corner)
        if status_of(row) == ACTIVE:
            yield from of_key(records, row["_id"])


def of_queue(site: Site, row: Row, corner: Corner) -> Iterator[str]:
    queue, provision = corner.look(), f"run `wara provision {corner.id}`"
    if queue is None:
        yield f"queue {corner.queue} is missing: {provision}"
        return
    if queue["arguments"] != FOR_A_PARTNER:
        yield f"queue {corner.queue} has arguments {queue['arguments']} where the code says {FOR_A_PARTNER}"
    granted = keys(of_partner(corner.id, row["events"])["bindings"])
    if {one for one in granted if one[1] == corner.queue} != keys(corner.bindings()):
        yield f"queue {corner.queue} is bound to other events than are granted: {provision}"
    holds, most = queue.get("messages") or 0, FOR_A_PARTNER["x-max-length"]
    if holds >= FULL * most:
        yield f"{corner.queue} holds {holds} of {most} events: {remedy(corner)}"
    elif holds and is_old(site, row, holds):
        yield f"{corner.queue} holds events from over {(FULL * AGE).days} days ago: {remedy(corner)}"


def remedy(corner: Corner) -> str:
    return (
        f"soon the oldest are dropped; have {corner.id} read, or send them again afterwards:"
        f" `wara partners replay {corner.id} --after <time>`"
    )


def is_old(site: Site, row: Row, holds: int) -> bool:
    """Whether it holds more than it was told in the time in which nothing is old."""
    since = clock.now() - FULL * AGE
    if row["provisioned_at"] > since:
        return False
    left = holds
    for source in SERVICES:
        types, store = set(types_of(row["events"], source)), site.store(source)
        told = told_through(store, PUBLIC) if types else 0
        first = first_since(store, told, since)
        for through in range(told, first - 1, -PAGE):
            page = entries(store, PUBLIC, max(first - 1, through - PAGE), through, "type")
            left -= sum(one["type"] in types for one in page)
            if left <= 0:
                return False
    return True


def of_key(records: Records, id: str) -> Iterator[str]:
    key = records.good_key(id)
    if key is None:
        yield f"partner {id} has no key that is good: run `wara provision {id}`"
    elif records.ends_soon(key):
        yield f"the key of partner {id} ends on {key['expires_at'][:10]}: run `wara partners rotate {id}`"
