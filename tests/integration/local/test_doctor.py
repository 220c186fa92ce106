"""`wara doctor`: what is wrong is said in a line, and nothing else is."""

import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from chassis.clock import now, to_wire
from chassis.mongo import Store
from tests.integration.local.conftest import OFFSET, ROOT
from tests.integration.local.logs import RETURNED, SUBMITTED, hear, tell
from tests.support.polling import until
from tests.support.servers import Servers
from wara.broker_findings import of_broker, of_nodes
from wara.definitions import SERVICES, definitions
from wara.management import Management
from wara.problem import Problem
from wara.site import Site
from wara.stack import Stack
from wara.store_findings import of_hearing, of_service

NOBODY = {f"nobody consumes {service}.inbox: start {service}-work" for service in SERVICES}
LONG_AGO = now() - timedelta(hours=1)


@pytest.fixture
def management(servers: Servers, amqp_uri: str) -> Management:
    """Of a virtual host that holds what the broker must hold."""
    management = Management(servers.management_uri, amqp_uri)
    url = f"{servers.management_uri}/api/definitions/{management.vhost}"
    requests.post(url, auth=("guest", "guest"), json=definitions(), timeout=10).raise_for_status()
    return management


@pytest.fixture
def site(given: dict[str, str], amqp_uri: str, tmp_path: Path, stores: dict[str, Store]) -> Site:
    plan = Stack(ROOT, OFFSET, tmp_path, {**given, "AMQP_URI": amqp_uri}).plan
    return Site(plan, stores["notify"].client)


def findings(management: Management) -> set[str]:
    """Beside that nobody consumes in a virtual host without our services."""
    return set(of_broker(management)) - NOBODY


def test_a_broker_as_the_code_wants_it(management: Management) -> None:
    assert findings(management) == set()


def test_queues_that_nobody_consumes_and_events_that_met_no_queue(
    management: Management, channel: Any
) -> None:
    channel.basic_publish("", "agenda.unrouted", b"{}")
    until(lambda: len(set(of_broker(management))) == 4, every=0.5)  # figures are seconds old
    assert findings(management) == {
        "agenda.unrouted holds 1 events that met no queue: `wara events missed` says who missed them;"
        " purge it afterwards"
    }


def test_bindings_that_are_gone_and_bindings_too_many(management: Management, channel: Any) -> None:
    for kind in (SUBMITTED, RETURNED):
        channel.queue_unbind("notify.inbox", "agenda.events", kind)
    channel.queue_bind("agenda.inbox", "notify.events", "notify.notification.queued.v1")
    assert findings(management) == {
        f"notify.inbox is not bound to agenda.events for {RETURNED}, {SUBMITTED}: start its service's work,"
        " which binds it",
        "agenda.inbox is bound to notify.events for notify.notification.queued.v1, which nothing reacts to:"
        " unbind it",
    }


def test_a_queue_and_an_exchange_that_are_gone_or_different(management: Management, channel: Any) -> None:
    channel.queue_delete("notify.dead")
    channel.queue_delete("agenda.dead")
    channel.queue_declare("agenda.dead", durable=True)
    channel.exchange_delete("membership.private")
    found = findings(management)
    assert (
        "queue notify.dead is missing: run deploy/rabbitmq/prepare.py, or start its service's work" in found
    )
    assert "queue agenda.dead has arguments {} where the code says {'x-queue-type': 'quorum'}" in found
    assert any(line.startswith("notify.inbox is not bound to membership.private for") for line in found)


def test_an_alternate_exchange_that_is_not_set(management: Management, servers: Servers) -> None:
    policy = f"{servers.management_uri}/api/policies/{management.vhost}/agenda.unrouted"
    requests.delete(policy, auth=("guest", "guest"), timeout=10).raise_for_status()
    alternate = "has the alternate exchange None, not agenda.unrouted: run deploy/rabbitmq/prepare.py"
    assert findings(management) == {f"exchange agenda.{one} {alternate}" for one in ("events", "private")}


def test_a_node_that_holds_publishers_back() -> None:
    healthy = {"name": "rabbit@one", "mem_alarm": False, "disk_free_alarm": False, "partitions": []}
    short = {**healthy, "name": "rabbit@two", "disk_free_alarm": True}
    assert list(of_nodes([healthy])) == []
    assert list(of_nodes([short])) == ["rabbit@two is short of disk space and holds back whoever publishes"]


def test_a_management_api_that_does_not_answer(servers: Servers, amqp_uri: str) -> None:
    with pytest.raises(Problem, match="No management API answers"):
        list(of_broker(Management("http://127.0.0.1:1", amqp_uri)))
    wrong = amqp_uri.replace("guest:guest@", "guest:secret-word@")
    with pytest.raises(Problem, match="answers 401") as problem:
        list(of_broker(Management(servers.management_uri, wrong)))
    assert "secret-word" not in str(problem.value)


def test_stores_in_which_all_is_well(site: Site, stores: dict[str, Store]) -> None:
    hear(stores["notify"], tell(stores["agenda"], [SUBMITTED] * 3))
    assert [of_service(site, service) for service in SERVICES] == [[], [], []]


def test_events_that_wait_to_be_told(site: Site, stores: dict[str, Store]) -> None:
    db = stores["agenda"].db
    waiting = {"_id": "one", "event": {"time": to_wire(LONG_AGO)}}
    db.outbox.insert_many([waiting, {"_id": "more", "packed": [waiting] * 20}])
    db.outbox.insert_one({"_id": "just now", "event": {"time": to_wire(now())}})
    tell(stores["agenda"], [SUBMITTED] * 5)
    db.watermarks.update_one({"_id": "events"}, {"$set": {"through": 2}})
    db.events.update_one({"_id": 3}, {"$set": {"event.time": to_wire(LONG_AGO)}})
    assert of_service(site, "agenda") == [
        "21 events wait in agenda's outbox for over a minute: no relay of it is at work",
        "agenda's events is told through 2 of 5 for over a minute: the broker confirms nothing",
    ]


def test_a_log_that_lost_entries(site: Site, stores: dict[str, Store]) -> None:
    for service in ("agenda", "notify"):
        tell(stores[service], [SUBMITTED] * 5)
    stores["agenda"].db.events.delete_many({"_id": {"$in": [2, 3]}})
    stores["notify"].db.events.delete_many({"_id": {"$in": [4, 5]}})
    assert of_service(site, "agenda") == ["agenda's events lacks 2 of its 5 entries: restore them"]
    assert of_service(site, "notify") == [
        "notify's events was told through 5 and does not reach it: entries are lost, restore them"
    ]


def test_rows_for_an_operator(site: Site, stores: dict[str, Store]) -> None:
    db = stores["notify"].db
    db.parked.insert_one({"_id": "events/7", "reason": "too_large"})
    rows = [("dead", LONG_AGO), ("waiting", LONG_AGO), ("waiting", now()), ("discarded", LONG_AGO)]
    db.inbox_failed.insert_many([{"status": status, "due_at": due} for status, due in rows])
    assert of_service(site, "notify") == [
        "1 events of notify can never be sent: `wara parked list --service notify`",
        "1 dead rows of notify: `wara dead list --service notify`",
        "1 failed rows of notify are due for over a minute: no work of it tries them",
    ]


@pytest.mark.usefixtures("management")
def test_events_that_were_not_heard(site: Site, stores: dict[str, Store], channel: Any) -> None:
    told = tell(stores["agenda"], [SUBMITTED] * 3)
    hear(stores["notify"], told[:1])
    [finding] = of_hearing(site, "notify")
    assert finding == (
        f"notify did not hear 2-3 of agenda's events: 2 {SUBMITTED};"
        " send them: wara events missed --service notify --replay"
    )
    for one in told[1:]:
        channel.basic_publish("", "notify.inbox", one.id.encode())
    assert list(of_hearing(site, "notify")) == []


def test_the_command_ends_with_1_and_leaves_a_metric(
    wara: Callable[..., subprocess.CompletedProcess[str]],
    management: Management,
    given: dict[str, str],
    servers: Servers,
    amqp_uri: str,
    stores: dict[str, Store],
    tmp_path: Path,
) -> None:
    stores["agenda"].db.parked.insert_one({"_id": "events/7", "reason": "too_large"})
    where = {"AMQP_URI": amqp_uri, "AMQP_MANAGEMENT_URI": servers.management_uri}
    metric = tmp_path / "wara.prom"
    done = wara("doctor", "--textfile", str(metric), MONGODB_URI=given["MONGODB_URI"], **where)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (1, "")
    assert "1 events of agenda can never be sent: `wara parked list --service agenda`" in lines
    assert set(lines[:-1]) <= NOBODY
    assert f"wara_findings {len(lines)}.0" in metric.read_text()


def test_without_a_store_that_is_the_finding(wara: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    done = wara("doctor", MONGODB_URI="mongodb://127.0.0.1:1/")
    assert (done.returncode, done.stdout.startswith("No MongoDB answers")) == (1, True)
