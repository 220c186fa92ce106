"""`wara partners` and `wara provision`: a partner hears what it is granted, and what becomes of it later."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread

import pytest
from pika.exceptions import ProbableAccessDeniedError, ProbableAuthenticationError

from chassis import clock
from chassis.call import Caller
from chassis.connection import connect
from chassis.errors import Unauthenticated
from chassis.mongo import Store
from gateway.gate.keys import Keys
from gateway.gate.store import KEYS
from gateway.partners.register import PARTNERS, Register
from gateway.rows import Rows
from gateway.webhooks import webhook
from tests.integration.integrators.conftest import Tell
from tests.support.operator import Operator, settings
from tests.support.partners import is_open
from tests.support.polling import until
from wara.definitions import FOR_A_PARTNER
from wara.management import Management
from wara.partners import findings, trial
from wara.partners.corner import Corner
from wara.site import Site

CONVENED, OPENED, LISTED = (
    f"agenda.{one}.v1" for one in ("meeting.convened", "meeting.opened", "item.listed")
)
"""What is granted is of meetings."""


@pytest.fixture
def given(operator: Operator, partner: str) -> dict[str, str]:
    """What a new partner is given."""
    operator.does("partners", "add", partner, "--events", "agenda.meeting.*.v1")
    return settings(operator.does("provision", partner))


def taken(given: dict[str, str]) -> list[str]:
    """The ids of all that waits for the partner, which it acknowledges."""
    found = []
    with connect(given["AMQP_URI"]) as connection:
        channel = connection.channel()
        while (got := channel.basic_get(given["QUEUE"], auto_ack=True))[0] is not None:
            found.append(json.loads(got[2])["id"])
    return found


@contextmanager
def reading(given: dict[str, str]) -> Iterator[None]:
    """A program that acknowledges all."""
    ready, over = Event(), Event()

    def read() -> None:
        with connect(given["AMQP_URI"]) as connection:
            channel = connection.channel()
            channel.basic_consume(given["QUEUE"], lambda ch, how, *_: ch.basic_ack(how.delivery_tag))
            ready.set()
            while not over.is_set():
                connection.process_data_events(0.1)

    thread = Thread(target=read)
    thread.start()
    assert ready.wait(10)
    yield
    over.set()
    thread.join()


def owner_of(stores: dict[str, Store], key: str) -> str | None:
    """Asked afresh each time; None where the key opens nothing."""
    try:
        return Keys(Rows(stores["gateway"], KEYS)).holder(key).caller.id
    except Unauthenticated:
        return None


def test_a_partner_hears_what_it_is_granted_and_nothing_else(
    operator: Operator,
    partner: str,
    given: dict[str, str],
    told: Tell,
    stores: dict[str, Store],
    found: Callable[[], list[str]],
) -> None:
    first, _, third = told(CONVENED, LISTED, OPENED)
    assert taken(given) == [first, third]
    assert owner_of(stores, given["TOKEN"]) == partner
    assert operator.does("provision", partner) == f"# {partner}: has what it is granted\n"
    operator.does("partners", "add", partner, "--events", LISTED)
    told(CONVENED)
    unlike = (
        f"queue {given['QUEUE']} is bound to other events than are granted: run `wara provision {partner}`"
    )
    assert found() == [unlike]
    operator.does("provision")
    assert found() == []
    _, listed = told(CONVENED, LISTED)
    assert taken(given)[1:] == [listed]


def test_what_cannot_be_granted_is_said(operator: Operator, stores: dict[str, Store]) -> None:
    for wrong, said in (
        (("Office", "--events", CONVENED), "is no short name"),
        (("system", "--events", CONVENED), "is what the audit trail calls others"),
        (("office", "--events", "#"), "is no pattern of types"),
        (("office", "--events", "agenda.meating.*.v1"), "No public event"),
        (("office", "--events", "notify.person.told.v1"), "No public event"),
    ):
        status, printed = operator.tries("partners", "add", *wrong)
        assert status == 1 and said in printed
    assert operator.tries("partners", "test", "nobody")[1].startswith("There is no partner nobody;")
    assert operator.does("partners", "list") == ""


def test_one_that_cannot_be_provisioned_keeps_no_other_from_it(
    operator: Operator, partner: str, stores: dict[str, Store]
) -> None:
    register = Register(Rows(stores["gateway"], PARTNERS))
    register.add("a-typing-error", ["agenda.meating.*.v1"], [], Caller(id="secretariat"), "command")
    operator.does("partners", "add", partner, "--events", CONVENED)
    status, printed = operator.tries("provision")
    assert (
        status == 1 and "# a-typing-error: No public event is of a type like agenda.meating.*.v1" in printed
    )
    assert settings(printed)["QUEUE"] == f"partner.{partner}.events"


def test_who_is_suspended_neither_hears_nor_asks_and_loses_nothing(
    operator: Operator, partner: str, given: dict[str, str], told: Tell, stores: dict[str, Store]
) -> None:
    with connect(given["AMQP_URI"]) as connection:
        operator.does("partners", "suspend", partner)
        until(lambda: not is_open(connection))
    for _ in range(2):
        with pytest.raises(ProbableAccessDeniedError):
            connect(given["AMQP_URI"])
        operator.does("provision", partner)  # which lets nobody in
    assert owner_of(stores, given["TOKEN"]) is None
    ids = told(CONVENED, OPENED)
    again = settings(operator.does("partners", "resume", partner))
    assert owner_of(stores, again["TOKEN"]) == partner
    assert taken(given) == ids


def test_new_secrets_take_the_place_of_the_old(
    operator: Operator, partner: str, given: dict[str, str], stores: dict[str, Store]
) -> None:
    with connect(given["AMQP_URI"]) as connection:
        new = settings(operator.does("partners", "rotate", partner))
        assert is_open(connection)
    with pytest.raises(ProbableAuthenticationError):
        connect(given["AMQP_URI"])
    assert taken(new) == []
    assert [owner_of(stores, one["TOKEN"]) for one in (given, new)] == [partner, partner]
    operator.does("partners", "suspend", partner)
    status, printed = operator.tries("partners", "rotate", partner)
    assert status == 1 and "is suspended" in printed


def test_of_a_partner_that_is_removed_nothing_is_left(
    operator: Operator, partner: str, given: dict[str, str], management: Management, stores: dict[str, Store]
) -> None:
    status, printed = operator.tries("partners", "remove", partner)
    assert status == 1 and "--yes" in printed
    webhooks = Rows(stores["gateway"], webhook.WEBHOOKS)
    webhooks.add(webhook.made(partner, "https://hooks.example/", "seed", {}, "command", clock.now()))
    listed = operator.does("partners", "list")
    assert f"{partner}  active  " in listed and "  webhook active  " in listed
    operator.does("partners", "remove", partner, "--yes")
    assert webhooks.all() == []
    corner = Corner(management, partner)
    assert (corner.look(), management.find(f"users/{corner.user}")) == (None, None)
    assert not [one for one in management.rows("exchanges") if partner in one["name"]]
    assert owner_of(stores, given["TOKEN"]) is None
    assert operator.does("partners", "list") == ""


def test_every_deed_is_on_record(operator: Operator, partner: str, given: dict[str, str]) -> None:
    for deed in ("rotate", "suspend", "resume"):
        operator.does("partners", deed, partner, "--by", "duty-officer")
    operator.does("partners", "remove", partner, "--yes")
    today, tomorrow = (clock.to_wire(clock.now() + timedelta(days=days)) for days in (-1, 1))
    printed = operator.does("audit", "export", "--service", "gateway", "--from", today, "--until", tomorrow)
    *rows, read = [json.loads(line) for line in printed.splitlines()]
    done = ("grant", "provision", "rotate", "suspend", "resume", "provision", "remove")
    assert [row["what"] for row in rows] == [f"partner.{deed}" for deed in done]
    assert {row["about"] for row in rows} == {partner}
    assert [row["who"] for row in rows][2:5] == ["duty-officer"] * 3
    assert (read["what"], read["about"]) == ("audit.export", f"gateway {today} {tomorrow}")
    assert "1 through 8 hold" in operator.does("audit", "verify", "--service", "gateway")


def test_it_is_told_who_hears_and_who_does_not(
    operator: Operator, partner: str, given: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    status, printed = operator.tries("partners", "test", partner)
    assert (status, printed) == (
        1,
        f"{partner} does not hear: nobody reads {given['QUEUE']}, which holds 1 events\n",
    )
    monkeypatch.setattr(trial, "FIGURES_SECONDS", 0.0)
    with reading(given):
        assert operator.does("partners", "test", partner) == f"{partner} hears\n"
    with connect(given["AMQP_URI"]) as connection:
        assert connection.channel().basic_get(given["QUEUE"])[0] is None


def test_a_full_queue_is_announced_then_drops_the_oldest_and_is_replayed(
    operator: Operator,
    partner: str,
    told: Tell,
    found: Callable[[], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(FOR_A_PARTNER, "x-max-length", 10)
    operator.does("partners", "add", partner, "--events", "agenda.meeting.*.v1")
    given = settings(operator.does("provision", partner))
    ids = told(*[CONVENED] * 8)
    full = f"{given['QUEUE']} holds 8 of 10 events: "
    until(lambda: [one for one in found() if one.startswith(full)], every=0.5)
    ids += told(*[CONVENED, LISTED] * 4)
    granted = [*ids[:8], *ids[8::2]]
    assert taken(given) == granted[-10:]
    operator.does("partners", "replay", partner, "--after", "agenda/9")
    assert taken(given) == ids[10::2]


def test_what_is_replayed_drops_nothing_that_waits(
    operator: Operator, partner: str, told: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Room is left for what is told meanwhile; the rest is sent when the partner has read."""
    monkeypatch.setitem(FOR_A_PARTNER, "x-max-length", 10)
    operator.does("partners", "add", partner, "--events", "agenda.meeting.*.v1")
    given = settings(operator.does("provision", partner))
    ids = told(*[CONVENED, LISTED] * 12)[::2]
    assert taken(given) == ids[-10:]
    [waits] = told(CONVENED)
    status, said = operator.tries("partners", "replay", partner, "--after", "agenda/0")
    assert status == 1 and f"{given['QUEUE']}: 7 of agenda\n" in said
    assert f"`wara partners replay {partner} --after agenda/14`" in said
    assert taken(given) == [waits, *ids[:7]]
    replayed = operator.does("partners", "replay", partner, "--after", "agenda/14")
    assert replayed == f"{given['QUEUE']}: 6 of agenda\n"
    assert taken(given) == [*ids[7:], waits]


def test_what_was_told_since_a_time_is_sent_again(
    operator: Operator, partner: str, given: dict[str, str], told: Tell, stores: dict[str, Store]
) -> None:
    ids = told(*[CONVENED] * 5)
    taken(given)
    at = clock.now() - timedelta(days=3)
    for sequence, days in enumerate((5, 4, 4, 2, 1), start=1):
        logged = {"logged_at": clock.to_wire(clock.now() - timedelta(days=days))}
        stores["agenda"].db.events.update_one({"_id": sequence}, {"$set": logged})
    operator.does("partners", "replay", partner, "--after", at.isoformat())
    assert taken(given) == ids[3:]
    status, printed = operator.tries("partners", "replay", partner, "--after", "yesterday")
    assert status == 2 and "agenda/1200" in printed


def test_events_that_are_old_are_announced(
    operator: Operator, partner: str, given: dict[str, str], told: Tell, stores: dict[str, Store], site: Site
) -> None:
    told(*[CONVENED, LISTED] * 3)
    row = {"provisioned_at": clock.now() - timedelta(days=60), "events": ["agenda.meeting.*.v1"]}
    assert [findings.is_old(site, row, holds) for holds in (1, 3, 4)] == [False, False, True]
    assert not findings.is_old(site, row | {"provisioned_at": clock.now()}, 4)
    age = {"logged_at": clock.to_wire(clock.now() - timedelta(days=25))}
    stores["agenda"].db.events.update_many({"_id": {"$lte": 3}}, {"$set": age})
    assert [findings.is_old(site, row, holds) for holds in (1, 2)] == [False, True]
