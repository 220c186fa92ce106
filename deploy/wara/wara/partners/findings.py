"""What an operator should know of partners before anything is lost to one."""

from collections.abc import Iterator
from datetime import timedelta

from chassis import clock
from chassis.clock import to_wire
from chassis.eventlog import PUBLIC
from gateway.partners.register import ACTIVE, REQUESTED, status_of
from gateway.webhooks import webhook
from wara.broker_findings import keys
from wara.definitions import FOR_A_PARTNER, FROM_A_PARTNER, SERVICES, Row, of_partner
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
FAILS_FOR = timedelta(days=1)


def of_partners(site: Site, management: Management) -> Iterator[str]:
    records = Records.of(site)
    for row in records.register.rows():
        if status_of(row) == REQUESTED:
            yield f"partner {row['_id']} waits for `wara provision {row['_id']}`"
            continue
        corner = Corner(management, row["_id"])
        yield from of_queue(site, row, corner)
        yield from of_commands(corner)
        if status_of(row) == ACTIVE:
            yield from of_key(records, row["_id"])
            yield from of_webhook(records.webhooks.get(row["_id"]))


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


def of_commands(corner: Corner) -> Iterator[str]:
    """What it tells is not taken: no gateway runs, or what the first command is about is away."""
    found, most = corner.look(corner.exchange), FROM_A_PARTNER["x-max-length"]
    if found is None:
        yield f"queue {corner.exchange} is missing: run `wara provision {corner.id}`"
    elif (found.get("messages") or 0) >= FULL * most:
        yield f"{corner.exchange} holds {found['messages']} of {most} commands: soon no more are taken"


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


def of_webhook(row: Row | None) -> Iterator[str]:
    """What nothing is posted to, or not for long now."""
    if row is None:
        return
    failing = row["failing_since"] is not None and clock.now() - row["failing_since"] > FAILS_FOR
    if failing or row["status"] == webhook.DISABLED:
        yield f"partner {row['_id']} has a {how_it_does(row)}: ask who runs it"


def how_it_does(row: Row | None) -> str:
    if row is None:
        return "no webhook"
    if row["status"] == webhook.DISABLED:
        return f"webhook disabled ({row['reason']})"
    if row["failing_since"] is not None:
        return f"webhook failing since {to_wire(row['failing_since'])} ({row['last']['said']})"
    return "webhook active"
