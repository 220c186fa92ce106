"""What a partner tries at the broker that is not its own, as data."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chassis import topology
from tests.integration.rights.deeds import (
    bind,
    bind_exchange,
    consume,
    consume_alone,
    declare_exchange,
    declare_exchange_with,
    declare_exclusive,
    declare_queue,
    declare_queue_with,
    delete_empty_queue,
    delete_exchange,
    delete_queue,
    publish,
    publish_as,
    purge,
    read,
    unbind,
    unbind_exchange,
)
from tests.integration.rights.prepared import PARTNER

NEIGHBOUR = "health-office"
EVENTS, COMMANDS = topology.partner_events(PARTNER), topology.partner_commands(PARTNER)
THEIR_EVENTS, THEIR_COMMANDS = topology.partner_events(NEIGHBOUR), topology.partner_commands(NEIGHBOUR)
ADMITTED, CONVENED = "membership.member.admitted.v1", "agenda.meeting.convened.v1"
TOLD_IN_PRIVATE = "notify.person.told.v1"
REPLY = "00000000-0000-0000-0000-000000000007"
REPLIES = f"rpc.reply-gateway-{REPLY}"
DIRECT_REPLY = "amq.rabbitmq.reply-to"
ACCESS_REFUSED, PRECONDITION_FAILED = 403, 406
ANSWERS = topology.ANSWERS


@dataclass(frozen=True)
class Overstep:
    """`code` is what the broker closes the channel with."""

    do: Callable[..., None]
    on: tuple[Any, ...]
    code: int = ACCESS_REFUSED

    def __str__(self) -> str:
        return " ".join((self.do.__name__, *map(repr, self.on)))


OVERSTEPS = (
    # to hear more than is granted
    *(Overstep(bind, (EVENTS, exchange, "#")) for exchange in ("agenda.events", "notify.events")),
    *(Overstep(bind, (EVENTS, exchange, "#")) for exchange in ("agenda.private", "notify.private")),
    Overstep(bind, (EVENTS, "agenda.events", CONVENED)),
    Overstep(bind, (EVENTS, "membership.private", "membership.person.*.v1")),
    Overstep(bind, (EVENTS, "nameko-rpc", "#")),
    Overstep(bind, (EVENTS, "agenda.unrouted", "#")),
    Overstep(bind, (EVENTS, "notify.dead", "")),
    Overstep(bind, (EVENTS, "amq.topic", "#")),
    Overstep(bind, (EVENTS, "amq.rabbitmq.trace", "#")),
    Overstep(bind, (EVENTS, COMMANDS, "")),
    Overstep(bind, (EVENTS, ANSWERS, NEIGHBOUR)),
    Overstep(bind, (EVENTS, THEIR_COMMANDS, "")),
    Overstep(bind, (COMMANDS, "agenda.events", "#")),
    Overstep(bind, (COMMANDS, THEIR_COMMANDS, "")),
    Overstep(bind, (THEIR_EVENTS, "agenda.events", "#")),
    Overstep(bind, ("agenda.inbox", "membership.events", ADMITTED)),
    Overstep(bind_exchange, (COMMANDS, "agenda.events", "#")),
    Overstep(bind_exchange, (COMMANDS, "membership.private", "#")),
    Overstep(bind_exchange, (COMMANDS, "nameko-rpc", "#")),
    Overstep(bind_exchange, (COMMANDS, "amq.topic", "#")),
    Overstep(bind_exchange, (COMMANDS, COMMANDS, "")),
    Overstep(bind_exchange, (COMMANDS, THEIR_COMMANDS, "")),
    # to say what others say
    Overstep(bind_exchange, ("agenda.events", COMMANDS, "#")),
    Overstep(bind_exchange, ("agenda.private", COMMANDS, "#")),
    Overstep(bind_exchange, ("nameko-rpc", COMMANDS, "#")),
    Overstep(bind_exchange, (THEIR_COMMANDS, COMMANDS, "#")),
    *(Overstep(publish, (f"{name}.events", f"{name}.a.b.v1")) for name in ("membership", "agenda", "notify")),
    *(Overstep(publish, (f"{name}.private", f"{name}.a.b.v1")) for name in ("membership", "agenda")),
    Overstep(publish, ("notify.private", TOLD_IN_PRIVATE)),
    Overstep(publish, ("agenda.unrouted", CONVENED)),
    Overstep(publish, ("membership.dead", "")),
    Overstep(publish, ("nameko-rpc", "agenda.submit_proposal")),
    Overstep(publish, ("nameko-rpc", "membership.admit")),
    Overstep(publish, ("nameko-rpc", REPLY)),
    Overstep(publish, (THEIR_COMMANDS, "any")),
    *(Overstep(publish, (ANSWERS, id)) for id in (PARTNER, NEIGHBOUR)),
    *(Overstep(publish, (f"amq.{kind}", CONVENED)) for kind in ("direct", "fanout", "headers", "match")),
    *(Overstep(publish, (f"amq.{kind}", CONVENED)) for kind in ("topic", "rabbitmq.trace")),
    *(Overstep(publish, ("", f"{name}.inbox")) for name in ("membership", "agenda", "notify")),
    *(Overstep(publish, ("", f"rpc-{name}")) for name in ("membership", "agenda", "notify")),
    *(Overstep(publish, ("", queue)) for queue in (EVENTS, COMMANDS, THEIR_EVENTS, THEIR_COMMANDS)),
    *(Overstep(publish, ("", queue)) for queue in (REPLIES, f"{DIRECT_REPLY}.g1hkAA", "notify.rebuild")),
    *(
        Overstep(publish_as, (COMMANDS, "any", user), PRECONDITION_FAILED)
        for user in ("guest", "operator", "gateway", "agenda", f"partner.{NEIGHBOUR}")
    ),
    # to read what is others'
    *(Overstep(read, (f"{name}.inbox",)) for name in ("membership", "agenda", "notify")),
    *(Overstep(read, (queue,)) for queue in (THEIR_EVENTS, THEIR_COMMANDS, COMMANDS, REPLIES)),
    *(Overstep(read, (queue,)) for queue in ("agenda.dead", "agenda.unrouted", "notify.rebuild")),
    *(Overstep(consume, (queue,)) for queue in (THEIR_EVENTS, THEIR_COMMANDS, COMMANDS, REPLIES)),
    *(Overstep(consume, (queue,)) for queue in ("agenda.inbox", "rpc-membership", "membership.unrouted")),
    *(Overstep(consume_alone, (queue,)) for queue in (THEIR_EVENTS, "notify.inbox")),
    # to take away
    *(Overstep(purge, (queue,)) for queue in (THEIR_EVENTS, THEIR_COMMANDS, COMMANDS)),
    *(Overstep(purge, (queue,)) for queue in ("membership.inbox", "notify.dead", "agenda.unrouted")),
    *(Overstep(delete_queue, (queue,)) for queue in (EVENTS, COMMANDS, THEIR_EVENTS, THEIR_COMMANDS)),
    *(Overstep(delete_queue, (queue,)) for queue in ("agenda.inbox", "notify.rebuild", "rpc-agenda")),
    Overstep(delete_empty_queue, (EVENTS,)),
    *(Overstep(delete_exchange, (name,)) for name in (COMMANDS, THEIR_COMMANDS, "nameko-rpc")),
    *(Overstep(delete_exchange, (name,)) for name in ("agenda.events", "notify.private", "agenda.unrouted")),
    Overstep(unbind, (EVENTS, "agenda.events", CONVENED)),
    Overstep(unbind, (COMMANDS, COMMANDS, "")),
    Overstep(unbind, (THEIR_EVENTS, "agenda.events", CONVENED)),
    Overstep(unbind, ("agenda.inbox", "membership.events", ADMITTED)),
    Overstep(unbind_exchange, ("agenda.events", COMMANDS, "#")),
    # to have places of its own, with which more can be done
    Overstep(declare_exclusive, ("",)),
    Overstep(declare_exclusive, (f"{EVENTS}.more",)),
    Overstep(declare_queue, ("partner.nobody.events",)),
    Overstep(declare_queue, ("agenda.inbox",)),
    Overstep(declare_queue_with, (EVENTS, "x-max-length", 1_000_000_000)),
    Overstep(declare_queue_with, (f"{EVENTS}.more", "x-dead-letter-exchange", "agenda.events")),
    Overstep(declare_queue_with, (f"{EVENTS}.more", "x-queue-type", "stream")),
    Overstep(declare_queue_with, (EVENTS, "x-overflow", "reject-publish")),
    Overstep(declare_exchange, (EVENTS, "topic")),
    Overstep(declare_exchange, (COMMANDS, "topic")),
    Overstep(declare_exchange, ("agenda.events", "topic")),
    Overstep(declare_exchange, ("partner.nobody.commands", "fanout")),
    Overstep(declare_exchange, ("amq.own", "headers")),
    Overstep(declare_exchange_with, (COMMANDS, "agenda.events")),
)
