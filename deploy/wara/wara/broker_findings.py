"""What is wrong with a broker: it is compared with the tables in the code."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from chassis import topology
from wara.definitions import SERVICES, Row, definitions, unrouted
from wara.management import Management

EXCHANGE_ASPECTS = ("type", "durable", "auto_delete", "arguments")
QUEUE_ASPECTS = ("durable", "auto_delete", "arguments")
ALARMS = {"mem_alarm": "memory", "disk_free_alarm": "disk space"}


def of_broker(management: Management) -> Iterator[str]:
    wanted = definitions()
    exchanges = by_name(management.rows("exchanges"))
    queues = by_name(management.rows("queues"))
    yield from of_nodes(management.nodes())
    yield from unlike("exchange", wanted["exchanges"], exchanges, EXCHANGE_ASPECTS)
    yield from unlike("queue", wanted["queues"], queues, QUEUE_ASPECTS)
    yield from of_bindings(wanted["bindings"], management.rows("bindings"))
    yield from of_alternates(exchanges, by_name(management.rows("policies")))
    for service in SERVICES:
        yield from of_queues(service, queues)


def by_name(rows: Iterable[Row]) -> dict[str, Row]:
    return {row["name"]: row for row in rows}


def of_nodes(nodes: Iterable[Row]) -> Iterator[str]:
    for node in nodes:
        for alarm, short_of in ALARMS.items():
            if node.get(alarm):
                yield f"{node['name']} is short of {short_of} and holds back whoever publishes"
        if node.get("partitions"):
            yield f"{node['name']} is cut off from {', '.join(node['partitions'])}"


def unlike(
    kind: str, wanted: Iterable[Row], there: Mapping[str, Row], aspects: Iterable[str]
) -> Iterator[str]:
    for row in wanted:
        name, found = row["name"], there.get(row["name"])
        if found is None:
            yield f"{kind} {name} is missing: run deploy/rabbitmq/prepare.py, or start its service's work"
            continue
        for aspect in aspects:
            if found[aspect] != row[aspect]:
                yield f"{kind} {name} has {aspect} {found[aspect]!r} where the code says {row[aspect]!r}"


def of_bindings(wanted: Iterable[Row], there: Iterable[Row]) -> Iterator[str]:
    ours = {topology.inbox(service) for service in SERVICES}
    needed, bound = keys(wanted), keys(there)
    for (source, queue), types in grouped(needed - bound):
        yield f"{queue} is not bound to {source} for {types}: start its service's work, which binds it"
    strangers = {one for one in bound - needed if one[0] and one[1] in ours}
    for (source, queue), types in grouped(strangers):
        yield f"{queue} is bound to {source} for {types}, which nothing reacts to: unbind it"


def keys(bindings: Iterable[Row]) -> set[tuple[str, str, str]]:
    return {
        (one["source"], one["destination"], one["routing_key"])
        for one in bindings
        if one["destination_type"] == "queue"
    }


def grouped(bindings: Iterable[tuple[str, str, str]]) -> list[tuple[tuple[str, str], str]]:
    types: dict[tuple[str, str], list[str]] = defaultdict(list)
    for source, queue, routing_key in sorted(bindings):
        types[source, queue].append(routing_key)
    return [(pair, ", ".join(some)) for pair, some in types.items()]


def of_alternates(exchanges: Mapping[str, Row], policies: Mapping[str, Row]) -> Iterator[str]:
    for service in SERVICES:
        for name in (topology.exchange(service, "public"), topology.exchange(service, "restricted")):
            policy: Any = policies.get(exchanges.get(name, {}).get("policy", ""), {})
            alternate = policy.get("definition", {}).get("alternate-exchange")
            if name in exchanges and alternate != unrouted(service):
                yield (
                    f"exchange {name} has the alternate exchange {alternate}, not {unrouted(service)}:"
                    " run deploy/rabbitmq/prepare.py"
                )


def of_queues(service: str, queues: Mapping[str, Row]) -> Iterator[str]:
    inbox, dead, kept = (
        queues.get(name, {}) for name in (topology.inbox(service), topology.dead(service), unrouted(service))
    )
    if inbox.get("consumers") == 0:
        yield f"nobody consumes {topology.inbox(service)}: start {service}-work"
    if count := dead.get("messages"):
        yield f"{topology.dead(service)} holds {count} messages: {service}-work makes dead rows of them"
    if count := kept.get("messages"):
        yield (
            f"{unrouted(service)} holds {count} events that met no queue:"
            " `wara events missed` says who missed them; purge it afterwards"
        )
    for queue in (inbox, dead, kept):
        members, online = queue.get("members", []), queue.get("online", [])
        if len(online) < len(members):
            yield f"queue {queue['name']} has {len(online)} of its {len(members)} members"
