"""What an operator should know of partners before anything is lost to one."""

from collections.abc import Iterator
from datetime import timedelta

from chassis import clock
from chassis.clock import to_wire
from chassis.eventlog import PUBLIC
from gateway.partners.register import ACTIVE, REQUESTED, status_of
from gateway.webhooks import webhook
from wara.broker_findings import keys
from wara.definitions import FOR_A_PARTNER, FROM_A_PARTNER, SERVICES, Row, policies_of_handlers
from wara.logs import entries, told_through
from wara.management import Management
from wara.partners.corner import FULL, Corner
from wara.partners.granted import types_of
from wara.partners.records import Records
from wara.partners.replaying import first_since
from wara.site import Site

AGE = timedelta(milliseconds=FOR_A_PARTNER["x-message-ttl"])
PAGE = 1000
MOST_HANDLERS = 100


def of_partners(site: Site, management: Management) -> Iterator[str]:
    records = Records.of(site)
    for row in records.register.rows():
        if status_of(row) == REQUESTED:
            yield f"partner {row['_id']} waits for `wara provision {row['_id']}`"
            continue
        corner = Corner.of(management, row)
        yield from of_queue(corner, row["events"])
        yield from of_waiting(site, row, corner)
        yield from of_commands(corner)
        if status_of(row) == ACTIVE:
            yield from of_key(records, row["_id"])
            yield from of_webhook(records.webhooks.get(row["_id"]))


def of_queue(corner: Corner, granted: list[str]) -> Iterator[str]:
    """Its own, and where it has handlers the one through which events come to them."""
    defined = corner.defined(granted)
    unlike = keys(defined["bindings"]) ^ keys(corner.bindings())
    provision = f"run `wara provision {corner.id}`"
    for wanted in (one for one in defined["queues"] if one["name"] != corner.exchange):
        name, queue = wanted["name"], corner.look(wanted["name"])
        if queue is None:
            yield f"queue {name} is missing: {provision}"
            continue
        if queue["arguments"] != wanted["arguments"]:
            yield f"queue {name} has arguments {queue['arguments']} where the code says {wanted['arguments']}"
        if any(bound == name for _, bound, _ in unlike):
            yield f"queue {name} is bound to other events than are granted: {provision}"


def of_waiting(site: Site, row: Row, corner: Corner) -> Iterator[str]:
    """In its queue, or in those of its handlers."""
    heard, most = corner.heard(row["events"]), FOR_A_PARTNER["x-max-length"]
    for queue in corner.all_queues():
        name, holds = queue["name"], queue.get("messages") or 0
        types = heard.get(name, [])
        if holds >= FULL * most:
            yield f"{name} holds {holds} of {most} events: {remedy(corner)}"
        elif holds and types and is_old(site, {**row, "events": types}, holds):
            yield f"{name} holds events from over {(FULL * AGE).days} days ago: {remedy(corner)}"
    if corner.nameko:
        yield from of_handlers(corner.id, corner.handlers.queues())


def of_handlers(id: str, queues: list[Row]) -> Iterator[str]:
    limited = {policy["name"] for policy in policies_of_handlers()}
    for queue in queues:
        if "policy" in queue and queue["policy"] not in limited:
            yield f"queue {queue['name']} has no limits: run `wara provision {id}`"
    if len(queues) > MOST_HANDLERS:
        yield f"partner {id} has {len(queues)} queues of nameko's, each with all it hears: ask who runs it"


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
    if row is not None and webhook.in_trouble(row, clock.now()):
        yield f"partner {row['_id']} has a {how_it_does(row)}: ask who runs it"


def how_it_does(row: Row | None) -> str:
    if row is None:
        return "no webhook"
    if row["status"] == webhook.DISABLED:
        return f"webhook disabled ({row['reason']})"
    if row["failing_since"] is not None:
        return f"webhook failing since {to_wire(row['failing_since'])} ({row['last']['said']})"
    return "webhook active"
