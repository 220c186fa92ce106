"""How much one caller may ask: windows that replicas share, and what happens when they are spent; from where,
and by which name."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from flask.testing import FlaskClient

from chassis.errors import Unavailable
from gateway.access import ACCESS
from gateway.app import HttpSettings, create_app
from gateway.gate.addresses import Hosts, Misdirected, Proxies
from gateway.gate.limits import LOTS, Alone, Limited, Limits, Who
from gateway.gate.rates import CLASS_OF, HEAVY, LIMITS, READ, UNCOUNTED, WRITE, class_of
from tests.unit.gateway.house import Services

PERSON, OTHER, ADDRESS = Who("person", "officer-1"), Who("person", "officer-2"), Who("address", "203.0.113.7")
READS = LIMITS[READ]["person"]


@dataclass
class Counted:
    """A counter that all replicas have in common, and how often it was asked."""

    counter: Alone = field(default_factory=Alone)
    asked: int = 0

    def take(self, window: str, ends_at: float, wanted: int, of: int) -> int:
        self.asked += 1
        return self.counter.take(window, ends_at, wanted, of)


class Slow(Counted):
    def take(self, window: str, ends_at: float, wanted: int, of: int) -> int:
        time.sleep(0.05)
        return super().take(window, ends_at, wanted, of)


class Away:
    def take(self, window: str, ends_at: float, wanted: int, of: int) -> int:
        raise Unavailable()


@dataclass
class Clock:
    at: float = 1_000_000_020.0

    def __call__(self) -> float:
        return self.at


def given(limits: Limits, who: Who, of: str) -> int:
    """How many requests get through before one does not."""
    for count in range(100_000):
        try:
            limits.spend(who, of)
        except Limited:
            return count
    raise AssertionError("no end")


def test_a_window_gives_what_the_table_says_and_then_says_how_long_to_wait() -> None:
    limits = Limits(now=Clock())
    assert given(limits, PERSON, READ) == READS.most
    with pytest.raises(Limited) as refused:
        limits.spend(PERSON, READ)
    assert refused.value.retry_after == 60


def test_one_who_asks_too_much_takes_nothing_from_another() -> None:
    limits = Limits(now=Clock())
    given(limits, PERSON, READ)
    limits.spend(OTHER, READ)
    limits.spend(PERSON, WRITE)


def test_the_next_window_gives_anew() -> None:
    clock = Clock()
    limits = Limits(now=clock)
    given(limits, PERSON, READ)
    clock.at += READS.seconds
    assert given(limits, PERSON, READ) == READS.most


def test_replicas_agree() -> None:
    shared, clock = Counted(), Clock()
    replicas = [Limits(shared, now=clock) for _ in range(3)]
    assert sum(given(one, PERSON, READ) for one in replicas) == READS.most


def test_most_requests_cost_the_store_nothing_and_refusals_do_not_either() -> None:
    shared = Counted()
    limits = Limits(shared, now=Clock())
    given(limits, PERSON, READ)
    assert shared.asked == LOTS + 1
    given(limits, PERSON, READ)
    assert shared.asked == LOTS + 1


def test_of_many_who_ask_at_once_one_takes_the_lot_for_all() -> None:
    shared = Slow()
    limits = Limits(shared, now=Clock())
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda _: limits.spend(PERSON, READ), range(20)))
    assert shared.asked == 1
    assert given(limits, PERSON, READ) == READS.most - 20


def test_what_is_few_is_counted_one_by_one() -> None:
    shared = Counted()
    limits = Limits(shared, times=1, now=Clock())
    few = LIMITS["import"]["address"]
    assert given(limits, ADDRESS, "import") == few.most
    assert shared.asked == 0  # an address is counted in memory


def test_while_the_store_is_away_a_replica_counts_alone() -> None:
    assert given(Limits(Away(), now=Clock()), PERSON, READ) == READS.most


def test_an_installation_may_give_more() -> None:
    assert given(Limits(times=3, now=Clock()), PERSON, READ) == 3 * READS.most


def test_what_is_remembered_of_many_addresses_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.gate.limits.REMEMBERED", 100)
    limits = Limits(now=Clock())
    for number in range(1_000):
        limits.spend(Who("address", f"198.51.100.{number}"), READ)
    assert len(limits._lots) <= 100 and len(limits._alone._taken) <= 100


def test_every_class_of_the_table_has_a_limit_for_everybody() -> None:
    assert ACCESS.keys() >= CLASS_OF.keys() | UNCOUNTED
    assert {class_of(route) for route in ACCESS} - {None} <= LIMITS.keys()
    assert all(set(kinds) == {"address", "person", "key"} for kinds in LIMITS.values())


@pytest.mark.parametrize(
    ("route", "of"),
    [
        ("GET /v1/members", READ),
        ("PATCH /v1/members/{id}", WRITE),
        ("DELETE /v1/attachments/{id}", WRITE),
        ("GET /v1/proposals/export", HEAVY),
        ("unrouted", READ),
        ("GET /healthz", None),
    ],
)
def test_a_route_has_its_class(route: str, of: str | None) -> None:
    assert class_of(route) == of


ASKED_FROM = [
    ("203.0.113.7", "", "203.0.113.7"),
    ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
    ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
    ("10.0.0.2", "192.0.2.1, 198.51.100.1", "198.51.100.1"),
    ("10.0.0.2", "192.0.2.1, 198.51.100.1, 10.0.0.9", "198.51.100.1"),
    ("10.0.0.2", "not an address, 10.0.0.9", "10.0.0.9"),
    ("10.0.0.2", "198.51.100.1, ::ffff:10.0.0.9", "198.51.100.1"),
    ("::ffff:10.0.0.2", "198.51.100.1", "198.51.100.1"),
    ("10.0.0.2", "198.51.100.1:4711, 10.0.0.9:80", "198.51.100.1"),
    ("10.0.0.2", "[2a00:1450:4001:81b::200e]:443", "2a00:1450:4001:81b::/64"),
    ("10.0.0.2", "2a00:1450:4001:81b::zz, 198.51.100.1:x", "198.51.100.1"),
    ("10.0.0.2", "[2a00::1, [", "10.0.0.2"),
    ("10.0.0.2", "", "10.0.0.2"),
    ("2001:db8::1", "2a00:1450:4001:81b::200e", "2a00:1450:4001:81b::/64"),
    ("::ffff:203.0.113.7", "", "203.0.113.7"),
]
"""Peer, `X-Forwarded-For`, who asked: 10.0.0.0/8 and 2001:db8::/32 are our proxies."""


@pytest.mark.parametrize(("peer", "forwarded", "client"), ASKED_FROM)
def test_only_named_proxies_are_believed(peer: str, forwarded: str, client: str) -> None:
    assert Proxies(["10.0.0.0/8", "2001:db8::/32"]).client(peer, forwarded) == client


def test_a_proxy_that_is_no_network_stops_the_process() -> None:
    with pytest.raises(ValueError, match=r"10\.0\.0"):
        Proxies(["10.0.0"])


@pytest.mark.parametrize("host", ["wara.mfa.example", "WARA.mfa.example:8443", "localhost:80", "[::1]:80"])
def test_by_our_names_we_answer(host: str) -> None:
    Hosts.of("https://wara.mfa.example:8443/").check(host)


@pytest.mark.parametrize("host", ["", "evil.example", "wara.mfa.example.evil.example", "::1", "[::2]:80"])
def test_by_other_names_we_do_not(host: str) -> None:
    with pytest.raises(Misdirected):
        Hosts.of("https://wara.mfa.example").check(host)


def test_a_request_by_another_name_is_told_so(http: FlaskClient) -> None:
    answer = http.get("/v1/members", headers={"Host": "evil.example"})
    assert answer.status_code == 421
    assert answer.json and answer.json["code"] == "host_unknown"


def test_a_spent_window_is_told_as_a_problem(services: Services) -> None:
    """30 bad tokens a minute from one address, and then not even "bad"."""
    settings = HttpSettings(token_keys={}, checks={}, limits=Limits(now=Clock()))
    http, bad = create_app(services, settings).test_client(), {"Authorization": "Bearer a.b.c"}
    answers = [http.get("/v1/members", headers=bad) for _ in range(LIMITS["refused"]["address"].most + 1)]
    assert {answer.status_code for answer in answers[:-1]} == {401}
    assert answers[-1].status_code == 429
    assert answers[-1].headers["Retry-After"] == "60"
    assert answers[-1].json and answers[-1].json["detail"] == "โปรดส่งอีกครั้งใน ๖๐ วินาที"


def test_no_other_site_may_ask_in_a_visitors_name(http: FlaskClient) -> None:
    """CORS is closed: a preflight grants nothing, and an answer names no origin."""
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    for answer in (http.options("/v1/members", headers=headers), http.get("/v1/members", headers=headers)):
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
