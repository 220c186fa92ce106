"""`wara partners add --nameko`: a partner declares the queues of its handlers, and nobody waits for them."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pika.exceptions import ChannelClosedByBroker, NackError

from chassis import topology
from chassis.connection import connect
from tests.integration.integrators.conftest import Tell
from tests.integration.integrators.handler_oversteps import CONVENED, NEIGHBOUR, oversteps, queue_of
from tests.support.operator import Operator, settings
from tests.support.partners import is_open
from tests.support.polling import until
from wara.definitions import FOR_A_PARTNER, FROM_A_PARTNER
from wara.management import Management
from wara.partners import trial
from wara.partners.corner import Corner

TESTED, OPENED, LISTED = "gateway.partner.tested.v1", "agenda.meeting.opened.v1", "agenda.item.listed.v1"
ACCESS_REFUSED = 403
GRANT = ("--events", "agenda.meeting.*.v1", "--nameko")


@pytest.fixture
def given(operator: Operator, partner: str) -> dict[str, str]:
    operator.does("partners", "add", partner, *GRANT)
    return settings(operator.does("provision", partner))


@pytest.fixture
def theirs(given: dict[str, str]) -> Iterator[Any]:
    """A channel of the partner's."""
    with connect(given["AMQP_URI"]) as connection:
        yield connection.channel()


def handler(channel: Any, partner: str, type: str, method: str = "hear", **limits: Any) -> str:
    """Declared and bound as nameko does."""
    queue = queue_of(partner, type, method)
    arguments = {f"x-{name.replace('_', '-')}": value for name, value in limits.items()}
    channel.queue_declare(queue, durable=True, arguments=arguments)
    channel.queue_bind(queue, topology.partner_events(partner), type)
    return queue


def taken(channel: Any, queue: str, count: int) -> list[str]:
    """The ids of so many, which are all and are acknowledged; what passes on is a moment behind."""
    until(lambda: channel.queue_declare(queue, passive=True).method.message_count == count)
    return [json.loads(channel.basic_get(queue, auto_ack=True)[2])["id"] for _ in range(count)]


def code(connection: Any, do: Callable[..., Any], *on: Any) -> int:
    """Which the broker closes the channel with; 0 when it lets it be done."""
    try:
        do(connection.channel(), *on)
    except ChannelClosedByBroker as closed:
        return int(closed.reply_code)
    return 0


def test_it_oversteps_nothing_with_them(
    management: Management, partner: str, theirs: Any, channel: Any
) -> None:
    neighbour = Corner(management, NEIGHBOUR, nameko=True)
    neighbour.make([CONVENED])
    handler(channel, NEIGHBOUR, CONVENED)
    handler(theirs, partner, CONVENED)
    tried = oversteps(partner)
    found = {str(one): code(theirs.connection, one.do, *one.on) for one in tried}
    assert found == {str(one): one.code for one in tried}
    neighbour.remove()


def test_what_is_granted_comes_whatever_is_bound(
    operator: Operator, partner: str, theirs: Any, told: Tell, found: Callable[[], list[str]]
) -> None:
    all_of_it, opened = (handler(theirs, partner, type) for type in ("#", OPENED))
    first, _, third = told(CONVENED, LISTED, OPENED)
    assert (taken(theirs, all_of_it, 2), taken(theirs, opened, 1)) == ([first, third], [third])
    operator.does("partners", "add", partner, "--events", OPENED, "--nameko")
    passage, provision = topology.partner_passage(partner), f"run `wara provision {partner}`"
    assert found() == [f"queue {passage} is bound to other events than are granted: {provision}"]
    operator.does("provision", partner)
    assert found() == []
    _, fifth = told(CONVENED, OPENED)
    assert (taken(theirs, all_of_it, 1), taken(theirs, opened, 1)) == ([fifth], [fifth])
    assert theirs.basic_get(topology.partner_events(partner))[0] is None


def test_nobody_waits_for_a_queue_that_refuses(
    operator: Operator, partner: str, channel: Any, told: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own commands, too, may refuse."""
    monkeypatch.setitem(FROM_A_PARTNER, "x-max-length", 1)
    operator.does("partners", "add", partner, *GRANT)
    with connect(settings(operator.does("provision", partner))["AMQP_URI"]) as connection:
        theirs, commands = connection.channel(), topology.partner_commands(partner)
        theirs.exchange_bind(commands, topology.partner_events(partner), "#")
        refusing: dict[str, Any] = {"max_length": 1, "overflow": "reject-publish"}
        full = handler(theirs, partner, CONVENED, **refusing)
        handler(theirs, partner, CONVENED, "another", **refusing, queue_type="quorum")
        ids = told(*[CONVENED] * 20)
        assert taken(theirs, full, 1) == ids[:1]
    channel.queue_bind(full, "agenda.events", CONVENED)
    with pytest.raises(NackError):
        told(*[CONVENED] * 3)


def test_arguments_lift_no_limit_and_what_was_dropped_is_replayed(
    operator: Operator,
    partner: str,
    told: Tell,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(FOR_A_PARTNER, "x-max-length", 10)
    operator.does("partners", "add", partner, *GRANT)
    with connect(settings(operator.does("provision", partner))["AMQP_URI"]) as connection:
        theirs = connection.channel()
        none_yet = operator.tries("partners", "replay", partner, "--after", "agenda/0")
        assert none_yet[1].startswith(f"{partner} has no queue of nameko's yet")
        lifted: dict[str, Any] = {"max_length": 1000, "message_ttl": 10**10}
        queues = [
            handler(theirs, partner, CONVENED, **lifted),
            handler(theirs, partner, "agenda.meeting.*.v1", **lifted, queue_type="quorum"),
        ]
        ids = told(*[CONVENED] * 12)
        assert [taken(theirs, queue, 10) for queue in queues] == [ids[-10:]] * 2
        replayed = operator.does("partners", "replay", partner, "--after", "agenda/9").splitlines()
        assert sorted(replayed) == sorted(f"{queue}: 3 of agenda" for queue in queues)
        assert [taken(theirs, queue, 3) for queue in queues] == [ids[9:]] * 2


def test_what_is_granted_no_more_is_taken_away(
    operator: Operator, partner: str, theirs: Any, told: Tell, management: Management
) -> None:
    handler(theirs, partner, CONVENED)
    theirs.exchange_declare(queue_of(partner, method="own"), "topic")
    operator.does("partners", "suspend", partner)
    until(lambda: not is_open(theirs.connection))
    [waits] = told(CONVENED)
    given = settings(operator.does("partners", "resume", partner))
    assert "AMQP_URI" not in given
    with connect(settings(operator.does("partners", "rotate", partner))["AMQP_URI"]) as connection:
        assert taken(connection.channel(), queue_of(partner), 1) == [waits]
        operator.does("partners", "add", partner, "--events", CONVENED)
        operator.does("provision", partner)
        until(lambda: not is_open(connection))
    names = (one["name"] for kind in ("queues", "exchanges") for one in management.rows(kind))
    places = topology.partner_events(partner), topology.partner_commands(partner)
    assert sorted(name for name in names if partner in name) == sorted([*places, places[1]])
    with connect(settings(operator.does("partners", "rotate", partner))["AMQP_URI"]) as connection:
        assert code(connection, handler, partner, CONVENED) == ACCESS_REFUSED
        told_again = told(CONVENED)
        assert taken(connection.channel(), places[0], 1) == told_again


def test_of_one_that_is_removed_no_queue_is_left(
    operator: Operator, partner: str, theirs: Any, management: Management
) -> None:
    handler(theirs, partner, CONVENED)
    operator.does("partners", "remove", partner, "--yes")
    left = (one["name"] for kind in ("queues", "exchanges") for one in management.rows(kind))
    assert [name for name in left if partner in name] == []
    until(lambda: not is_open(theirs.connection))


def test_it_is_told_whether_a_handler_hears(
    operator: Operator, partner: str, theirs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    handler(theirs, partner, CONVENED)
    none = f"{partner} does not hear: none of its handlers takes {TESTED}\n"
    assert operator.tries("partners", "test", partner) == (1, none)
    queue = handler(theirs, partner, TESTED, "tested")
    status, printed = operator.tries("partners", "test", partner)
    assert (status, f"nobody reads {queue}, which holds 1 events" in printed) == (1, True)
    theirs.basic_consume(queue, lambda *_: None, auto_ack=True)
    monkeypatch.setattr(trial, "FIGURES_SECONDS", 0.0)
    assert operator.does("partners", "test", partner) == f"{partner} hears\n"
