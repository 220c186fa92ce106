"""What the gateway puts on record, of whom, and what it gathers; what is shown of the trail, and to whom."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from chassis.call import Caller
from chassis.clock import now
from chassis.errors import Conflict, Unavailable
from gateway import waiting
from gateway.audit import records as kept
from gateway.audit.records import Records, Seen
from gateway.audit.trail import EXTENSION, Trail
from gateway.audit.whence import Whence, secret_of
from gateway.gate.addresses import Proxies
from tests.unit.gateway.house import THING, Services, bearer

SOMEBODY = Caller(id="caller-1", place="here")
NOBODY = Caller(id="public", place="there")


@pytest.fixture
def trail(app: Flask) -> Iterator[Trail]:
    trail: Trail = app.extensions[EXTENSION]
    trail.records.take(all=True)
    yield trail
    trail.records.take(all=True)


def told(row: dict[str, Any]) -> tuple[str, str, str | None]:
    return row["origin"]["by"], row["event"]["type"], row["event"]["data"].get("outcome")


def test_who_is_refused_by_role_or_by_a_service_is_on_record(
    http: FlaskClient, services: Services, trail: Trail
) -> None:
    services.answers["withdraw_proposal"] = Conflict("agenda.left_already")
    path = f"/v1/proposals/{THING}/withdraw"
    http.post("/v1/meetings", headers=bearer("representative"))
    answer = http.post(path, headers=bearer("representative"))
    role, service = trail.records.take()
    assert told(role) == ("caller-1", "POST /v1/meetings", "denied")
    assert told(service) == ("caller-1", "POST /v1/proposals/{id}/withdraw", "agenda.left_already")
    assert (service["event"]["subject"], service["event"]["data"]["status"]) == (THING, 409)
    assert service["event"]["correlationid"] == answer.headers["X-Request-Id"]
    assert len(service["origin"]["place"]) == 16
    assert "127.0.0.1" not in str([role, service])


def test_what_a_service_did_is_its_own_to_log_and_what_the_gateway_did_is_ours(
    http: FlaskClient, services: Services, trail: Trail
) -> None:
    http.get("/v1/members")
    http.post("/v1/meetings", json={"starts_at": "2018-01-31T02:00:00Z"}, headers=bearer("secretariat"))
    assert services.last.caller.place is not None
    http.post("/v1/proposals/similar", json={"title": {"th": "น้ำ"}}, headers=bearer("secretariat"))
    assert trail.records.take() == []
    key = {"name": "reader", "owner": "office", "roles": ["partner"], "scopes": ["events:read"]}
    made: Any = http.post("/v1/keys", json=key, headers=bearer("operator"))
    assert made.status_code == 201
    (row,) = trail.records.take()
    assert told(row) == ("caller-1", "POST /v1/keys", None)
    assert made.json["key"] not in str(row)


def test_who_reads_the_trail_is_on_record(http: FlaskClient, services: Services, trail: Trail) -> None:
    services.answers["read_audit"] = {"items": [], "next": "4.0.0"}
    asked = "/v1/audit?source=agenda&from=2018-01-31T09:00:00%2B07:00&outcome=done"
    answer: Any = http.get(asked, headers=bearer("operator"))
    assert answer.json == {"items": [], "next": "4.0.0"}
    assert services.last.body == {"since": "2018-01-31T02:00:00.000Z", "outcome": "done", "limit": 20}
    (row,) = trail.records.take()
    assert told(row) == ("caller-1", "GET /v1/audit", None)
    assert row["event"]["subject"] == "agenda 2018-01-31T02:00:00.000Z done"


def test_what_was_looked_for_puts_nobody_on_record(
    http: FlaskClient, services: Services, trail: Trail
) -> None:
    """What is chained is there for good."""
    services.answers["read_audit"] = {"items": [], "next": None}
    for who in ("rep@network.example", "นางสาว ก"):
        query = {"source": "agenda", "who": who}
        assert http.get("/v1/audit", query_string=query, headers=bearer("operator")).status_code == 200
        assert services.last.body["who"] == who
    rows = trail.records.take()
    assert [row["event"]["subject"] for row in rows] == ["agenda <address>", "agenda <thai>"]


def test_without_a_database_the_gateways_part_is_away(http: FlaskClient, services: Services) -> None:
    assert http.get("/v1/audit?source=gateway", headers=bearer("secretariat")).status_code == 503


def test_what_nobody_in_particular_is_refused_is_gathered(http: FlaskClient, trail: Trail) -> None:
    for _ in range(5):
        http.post("/v1/meetings")
    http.post("/v1/meetings", headers={"Authorization": "Bearer none"})
    first, *others = trail.records.take()
    assert (told(first), others) == (("public", "POST /v1/meetings", "unauthenticated"), [])
    (rest,) = trail.records.take(all=True)
    assert (told(rest), rest["event"]["data"]["count"]) == (told(first), 5)


class Clock:
    def __init__(self) -> None:
        self.time = now()

    def __call__(self) -> Any:
        return self.time


def seen(by: Caller = NOBODY, route: str = "POST /v1/meetings", status: int = 401) -> Seen:
    return Seen(route=route, by=by, status=status, outcome="unauthenticated")


def test_what_was_gathered_is_told_after_five_minutes() -> None:
    clock = Clock()
    records = Records(clock)
    for _ in range(3):
        records.gather(seen())
    assert len(records.take()) == 1
    clock.time += timedelta(minutes=4, seconds=59)
    assert records.take() == []
    clock.time += timedelta(seconds=1)
    (row,) = records.take()
    assert (row["event"]["data"]["count"], records.take(all=True)) == (2, [])


def test_memory_is_bounded_and_what_is_lost_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MOST", 3)
    monkeypatch.setattr(kept, "MOST_KINDS", 2)
    records = Records()
    for number in range(6):
        records.gather(seen(Caller(id="public", place=f"place {number}")))
    rows = records.take()
    assert [row["origin"].get("place") for row in rows] == ["place 0", "place 1", None]
    assert records.take(all=True)[0]["event"]["data"]["count"] == 3
    assert not records.write(rows, Away(1).append)
    records.note(seen(SOMEBODY))
    *again, lost = records.take()
    assert ([row["_id"] for row in again], lost["event"]["type"]) == (
        [row["_id"] for row in rows],
        "records.lost",
    )
    assert lost["event"]["data"]["count"] == 1


def test_each_chore_is_done_at_once_and_when_it_is_time(monkeypatch: pytest.MonkeyPatch) -> None:
    at, done = [0.0], list[str]()
    monkeypatch.setattr("time.monotonic", lambda: at[0])

    def sleep(seconds: float) -> None:
        at[0] += seconds
        if at[0] > 5:
            raise TimeoutError

    often, seldom = (partial(done.append, name) for name in ("often", "seldom"))
    with pytest.raises(TimeoutError):
        waiting.run(sleep, waiting.Every(0.0, often), waiting.Every(3.0, seldom))
    assert (done.count("often"), done.count("seldom")) == (5, 2)


class Away:
    """A store that is away a number of times."""

    def __init__(self, times: int) -> None:
        self.times, self.rows = times, list[Any]()

    def append(self, rows: list[Any]) -> None:
        self.times -= 1
        if self.times >= 0:
            raise Unavailable()
        self.rows += rows

    def page(self, body: Any) -> Any: ...

    def write_heads(self, heads: Any) -> None: ...


def test_what_cannot_be_written_now_is_written_later() -> None:
    store = Away(2)
    trail = Trail(deeds=store)
    for _ in range(3):
        trail.records.note(seen(SOMEBODY))
        trail.write()
    assert len({row["_id"] for row in store.rows}) == 3
    trail.records.gather(seen())
    trail.records.gather(seen())
    trail.finish()
    assert len(store.rows) == 5


def test_a_place_is_one_of_a_day_and_of_the_secret(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def place(address: str, key: bytes = b"key", forwarded: str = "") -> str:
        environ = {"REMOTE_ADDR": address, "HTTP_X_FORWARDED_FOR": forwarded}
        with app.test_request_context("/", environ_overrides=environ) as context:
            return Whence(Proxies(["10.0.0.0/8"]), lambda: secret_of(key)).of(context.request)

    here = place("192.0.2.1")
    assert here == place("192.0.2.1") == place("10.0.0.1", forwarded="192.0.2.1")
    assert place("2001:db8::1") == place("2001:db8::2"), "of IPv6 the network alone"
    assert here not in (place("192.0.2.2"), place("192.0.2.1", b"another key"))
    monkeypatch.setattr("gateway.audit.whence.clock.now", lambda: now() + timedelta(days=1))
    assert here != place("192.0.2.1")
