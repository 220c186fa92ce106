"""Each user of the broker tries what is not theirs, and all that is; every cell of the table is tried."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from pika.exceptions import ChannelClosedByBroker

from chassis import topology
from chassis.connection import connect
from tests.integration.rights.conftest import ROOT
from tests.integration.rights.deeds import (
    bind,
    consume,
    declare_exchange,
    declare_queue,
    delete_exchange,
    delete_queue,
    publish,
    purge,
    read,
)
from tests.integration.rights.prepared import PARTNER, USERS, Prepared, load

ACCESS_REFUSED, PRECONDITION_FAILED = 403, 406
MEMBERSHIP, AGENDA, NOTIFY, GATEWAY, THEM = USERS
SERVICES = (MEMBERSHIP, AGENDA, NOTIFY)
NOBODY: tuple[str, ...] = ()
EVENTS, COMMANDS = topology.partner_events(PARTNER), topology.partner_commands(PARTNER)
ID = str(uuid.UUID(int=7))
REPLIES = f"rpc.reply-gateway-{ID}"
ADMITTED, CONVENED = "membership.member.admitted.v1", "agenda.meeting.convened.v1"


@dataclass(frozen=True)
class Attempt:
    do: Callable[..., None]
    on: tuple[str, ...]
    may: tuple[str, ...] = NOBODY
    theirs: str = ""
    """Whose it is: they may destroy it, and do not try."""

    def __str__(self) -> str:
        return " ".join((self.do.__name__, *self.on))


ATTEMPTS = (
    Attempt(declare_exchange, ("membership.events",), (MEMBERSHIP,)),
    Attempt(declare_exchange, ("agenda.private",), (AGENDA,)),
    Attempt(declare_exchange, ("notify.dead", "fanout"), (NOTIFY,)),
    Attempt(declare_exchange, ("nameko-rpc",)),
    Attempt(declare_exchange, ("agenda.unrouted",)),
    Attempt(declare_exchange, ("somebody.events",)),
    Attempt(declare_exchange, (COMMANDS, "fanout")),
    Attempt(delete_exchange, ("membership.events",), theirs=MEMBERSHIP),
    Attempt(delete_exchange, ("notify.private",), theirs=NOTIFY),
    Attempt(delete_exchange, ("nameko-rpc",)),
    Attempt(delete_exchange, (COMMANDS,)),
    Attempt(declare_queue, ("membership.inbox",), (MEMBERSHIP,)),
    Attempt(declare_queue, ("notify.rebuild",), (NOTIFY,)),
    Attempt(declare_queue, ("rpc-agenda",), (AGENDA,)),
    Attempt(declare_queue, (REPLIES,), (GATEWAY,)),
    Attempt(declare_queue, (EVENTS,)),
    Attempt(declare_queue, ("somebody.inbox",)),
    Attempt(delete_queue, ("agenda.inbox",), theirs=AGENDA),
    Attempt(delete_queue, ("membership.unrouted",)),
    Attempt(delete_queue, (EVENTS,)),
    Attempt(bind, ("agenda.inbox", "membership.events", ADMITTED), (AGENDA,)),
    Attempt(bind, ("notify.inbox", "agenda.private", "agenda.draft.read.v1"), (NOTIFY,)),
    Attempt(bind, ("notify.inbox", "agenda.private", "#")),
    Attempt(bind, ("agenda.inbox", "notify.private", "notify.person.told.v1")),
    Attempt(bind, ("membership.inbox", "agenda.events", CONVENED)),
    Attempt(bind, (EVENTS, "membership.events", ADMITTED)),
    Attempt(bind, (EVENTS, "membership.private", "membership.person.nominated.v1")),
    Attempt(bind, (COMMANDS, COMMANDS, "")),
    Attempt(bind, ("rpc-agenda", "nameko-rpc", "agenda.*"), (AGENDA,)),
    Attempt(bind, ("rpc-agenda", "nameko-rpc", "notify.*")),
    Attempt(bind, ("rpc-agenda", "nameko-rpc", ID)),
    Attempt(bind, (REPLIES, "nameko-rpc", ID), (GATEWAY,)),
    Attempt(bind, (REPLIES, "nameko-rpc", "agenda.*")),
    Attempt(bind, (REPLIES, "membership.private", "#")),
    Attempt(read, ("membership.inbox",), (MEMBERSHIP,)),
    Attempt(read, ("agenda.dead",), (AGENDA,)),
    Attempt(read, ("notify.rebuild",), (NOTIFY,)),
    Attempt(read, ("rpc-agenda",), (AGENDA,)),
    Attempt(read, (REPLIES,), (GATEWAY,)),
    Attempt(read, (EVENTS,), (THEM,)),
    Attempt(consume, (COMMANDS,), (GATEWAY,)),
    Attempt(read, ("membership.unrouted",)),
    Attempt(purge, ("agenda.inbox",), (AGENDA,)),
    Attempt(purge, (EVENTS,), (THEM,)),
    Attempt(publish, ("membership.events", ADMITTED), (MEMBERSHIP,)),
    Attempt(publish, ("membership.events", CONVENED)),
    Attempt(publish, ("agenda.events", CONVENED), (AGENDA,)),
    Attempt(publish, ("notify.private", "notify.person.told.v1"), (NOTIFY,)),
    Attempt(publish, ("nameko-rpc", "agenda.submit_proposal"), (GATEWAY,)),
    Attempt(publish, ("nameko-rpc", ID), SERVICES),
    Attempt(publish, (COMMANDS, "any"), (THEM,)),
    Attempt(publish, ("agenda.dead", ""), (AGENDA,)),
    Attempt(publish, ("agenda.unrouted", ADMITTED)),
    Attempt(publish, ("amq.topic", ADMITTED)),
    Attempt(publish, ("amq.fanout", "")),
    *(Attempt(publish, ("", queue)) for queue in ("notify.inbox", "rpc-membership", EVENTS, REPLIES)),
)


def outcome(channel: Any, attempt: Attempt) -> int:
    """The code that the broker closes the channel with; 0 when it lets it be done."""
    try:
        attempt.do(channel, *attempt.on)
    except ChannelClosedByBroker as closed:
        return int(closed.reply_code)
    channel.close()
    return 0


@pytest.mark.parametrize("user", USERS)
def test_each_does_what_is_theirs_and_nothing_else(prepared: Prepared, user: str) -> None:
    tried = [attempt for attempt in ATTEMPTS if attempt.theirs != user]
    with connect(prepared.uri_of(user)) as connection:
        found = {str(attempt): outcome(connection.channel(), attempt) for attempt in tried}
    assert found == {str(one): 0 if user in one.may else ACCESS_REFUSED for one in tried}


OWN_PLACE = {
    MEMBERSHIP: ("membership.events", "membership.nobody.hears.v1"),
    AGENDA: ("agenda.private", "agenda.nobody.hears.v1"),
    NOTIFY: ("notify.events", "notify.nobody.hears.v1"),
    GATEWAY: ("nameko-rpc", "agenda.nothing"),
    THEM: (COMMANDS, ""),
}


@pytest.mark.parametrize("user", USERS)
def test_nobody_says_to_be_another(prepared: Prepared, user: str) -> None:
    with prepared.channel(user) as channel:
        publish(channel, *OWN_PLACE[user], user_id=prepared.named(user))
        for other in {*USERS, "operator"} - {user}:
            with pytest.raises(ChannelClosedByBroker) as closed:
                publish(channel.connection.channel(), *OWN_PLACE[user], user_id=prepared.named(other))
            assert closed.value.reply_code == PRECONDITION_FAILED


@pytest.mark.parametrize("header", ["CC", "BCC"])
def test_copies_come_to_nobody_else(prepared: Prepared, header: str) -> None:
    """RabbitMQ before 4.0 looks at the routing key alone, not at these headers."""
    elsewhere = ("agenda.inbox", "notify.inbox", "membership.inbox", EVENTS)
    with prepared.channel("operator") as channel:
        for queue in (*elsewhere, COMMANDS):
            channel.queue_purge(queue)
    with prepared.channel(THEM) as channel:
        publish(channel, COMMANDS, "any", headers={header: [CONVENED, *elsewhere]})
    with prepared.channel(NOTIFY) as channel:
        publish(channel, "notify.events", "notify.nobody.hears.v1", headers={header: [CONVENED, *elsewhere]})
    assert prepared.messages(COMMANDS) == 1
    assert {queue: prepared.messages(queue) for queue in elsewhere} == dict.fromkeys(elsewhere, 0)


def test_every_user_has_a_word_on_every_topic_exchange(prepared: Prepared) -> None:
    there = [one for one in prepared.asked(f"exchanges/{prepared.vhost}") if one["type"] == "topic"]
    words = prepared.asked(f"vhosts/{prepared.vhost}/topic-permissions")
    wanted = {(prepared.named(user), one["name"]) for user in (*USERS, "operator") for one in there}
    assert {(one["user"], one["exchange"]) for one in words} == wanted


def test_the_management_api_is_the_operators(prepared: Prepared) -> None:
    def status(user: str, path: str) -> int:
        credentials = (prepared.named(user), prepared.password_file(user).read_text())
        return requests.get(f"{prepared.management_uri}/api/{path}", auth=credentials, timeout=10).status_code

    for path in ("overview", "users", f"definitions/{prepared.vhost}", f"queues/{prepared.vhost}"):
        assert {user: status(user, path) for user in USERS} == dict.fromkeys(USERS, 401)
        assert status("operator", path) == 200


def test_guest_is_removed_once_and_for_all(prepared: Prepared, tmp_path: Path) -> None:
    program = load(ROOT / "deploy/rabbitmq/prepare.py")
    broker = program.Broker(prepared.management_uri, *prepared.admin)
    user = prepared.named("stranger")
    broker.send("PUT", f"users/{user}", {"password": "word", "tags": ""})
    for _ in range(2):
        program.remove(broker, user)
    assert user not in {one["name"] for one in prepared.asked("users")}
    assert "guest" not in {one["name"] for one in program.read("permissions.json")}


def test_what_a_partner_hears_is_what_it_was_given(prepared: Prepared) -> None:
    with prepared.channel("operator") as channel:
        channel.queue_purge(EVENTS)
    for user, exchange, kind in (
        (AGENDA, "agenda.events", CONVENED),
        (AGENDA, "agenda.events", "agenda.meeting.planned.v1"),
        (AGENDA, "agenda.private", CONVENED),
    ):
        with prepared.channel(user) as channel:
            publish(channel, exchange, kind)
    with connect(prepared.uri_of(THEM)) as connection:
        channel = connection.channel()
        method, _, _ = channel.basic_get(EVENTS, auto_ack=True)
        assert (method.exchange, method.routing_key) == ("agenda.events", CONVENED)
        assert channel.basic_get(EVENTS)[0] is None
