"""Row 13: a queue is unbound under load: bound again by itself, and what it missed is found and replayed."""

import re
import time
from contextlib import suppress

import pika
import pytest
import requests
import yaml

from chassis import topology
from notify.worker import SUBSCRIPTIONS
from tests.e2e.client import World
from tests.faults import audit, scale
from tests.faults.books import managed, queued
from tests.faults.conftest import Keep
from tests.faults.listener import Listener
from tests.faults.load import Load
from tests.faults.operating import wara
from tests.support.polling import until
from tests.support.stack import ROOT
from wara.ports import LOOPBACK
from wara.stack import Stack

QUEUE, UNROUTED = "notify.inbox", "membership.unrouted"
BINDINGS = {
    (topology.exchange(one.type.split(".")[0], one.classification), one.type) for one in SUBSCRIPTIONS
}
TIMES = scale.times(20)
PER_SECOND = 20.0
BOUND_WITHIN = 10.0
HEARD = "notify has heard everything.\n"


@pytest.mark.timeout(900 if scale.FULL else 240)
def test_a_queue_unbound_under_load(stack: Stack, listener: Listener, keep: Keep) -> None:
    world, recoveries = World(stack), []
    before = findings(stack)  # by figures of the broker that may be from before the last process was ready
    with Load(stack, per_second=PER_SECOND) as load:
        for _ in range(TIMES):
            load.goes_on(5)
            recoveries.append(unbound(stack, world))
            load.goes_on(5)
        load.finish()
    until(lambda: alarm(stack, "EventsUnrouted"), seconds=30, every=0.5)
    until(lambda: any(line.startswith(f"{UNROUTED} holds") for line in findings(stack)), seconds=60)
    missed = replayed(stack)
    purge(stack, UNROUTED)
    measured = audit.clean(stack, load, listener)
    until(lambda: findings(stack) <= before, seconds=60)
    keep("13", unbound=TIMES, slowest_binding=max(recoveries), missed_and_replayed=missed, **measured)
    assert max(recoveries) <= BOUND_WITHIN, recoveries


def unbound(stack: Stack, world: World) -> float:
    """Seconds until all is bound again; returns when something was missed that nobody else hears either."""
    before = queued(stack.urls.amqp, UNROUTED)[UNROUTED]
    since = 0.0

    def missed() -> bool:
        nonlocal since
        unbind(stack)
        since = time.monotonic()
        world.organisation()
        return queued(stack.urls.amqp, UNROUTED)[UNROUTED] > before

    until(missed, seconds=60)
    until(lambda: bindings(stack) == BINDINGS, seconds=30)
    return round(time.monotonic() - since, 2)


def unbind(stack: Stack) -> None:
    with pika.BlockingConnection(pika.URLParameters(stack.urls.amqp)) as connection:
        channel = connection.channel()
        for exchange, routing_key in BINDINGS:
            channel.queue_unbind(QUEUE, exchange, routing_key)


def bindings(stack: Stack) -> set[tuple[str, str]]:
    rows = managed(stack, f"queues/%2F/{QUEUE}/bindings")
    return {(row["source"], row["routing_key"]) for row in rows if row["source"]}


def alarm(stack: Stack, name: str) -> bool:
    """Whether the alert of deploy/observability holds, as Prometheus would see it."""
    alerts = yaml.safe_load((ROOT / "deploy/observability/alerts.yml").read_text(encoding="utf-8"))
    [rule] = [rule for group in alerts["groups"] for rule in group["rules"] if rule.get("alert") == name]
    asked = re.fullmatch(r'(?P<metric>\w+)\{queue=~"(?P<queues>.+)"\} > (?P<limit>\d+)', rule["expr"])
    assert asked, rule["expr"]
    url = f"http://{LOOPBACK}:{stack.plan.ports.broker_metrics}/metrics/detailed?family=queue_coarse_metrics"
    page = requests.get(url, timeout=10).text
    shown = re.findall(rf'^{asked["metric"]}\{{.*queue="([^"]+)".*\}} (\d+)$', page, re.MULTILINE)
    pattern = asked["queues"].replace("\\\\", "\\")
    return any(re.fullmatch(pattern, queue) and int(count) > int(asked["limit"]) for queue, count in shown)


def replayed(stack: Stack) -> int:
    """How many events were found and sent again; nothing is missed when they have been heard."""
    sent = wara(stack, "events", "missed", "--service", "notify", "--replay")
    assert sent.returncode == 0, sent.stderr
    assert "of agenda's events: " in sent.stdout and "of membership's events_private: " in sent.stdout
    with suppress(AssertionError):
        until(lambda: unheard(stack) == HEARD, seconds=120, every=1)
    assert unheard(stack) == HEARD
    [count] = re.findall(rf"^(\d+) sent to {QUEUE}$", sent.stdout, re.MULTILINE)
    return int(count)


def unheard(stack: Stack) -> str:
    return wara(stack, "events", "missed", "--service", "notify").stdout


def findings(stack: Stack) -> set[str]:
    """What `wara doctor` says to be wrong."""
    return set(wara(stack, "doctor").stdout.splitlines()) - {"Nothing is wrong."}


def purge(stack: Stack, queue: str) -> None:
    with pika.BlockingConnection(pika.URLParameters(stack.urls.amqp)) as connection:
        connection.channel().queue_purge(queue)
