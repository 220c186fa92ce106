"""What a partner with nameko services tries beside the queues of its handlers, as data."""

from typing import Any

from chassis import topology
from tests.integration.rights.deeds import (
    bind,
    bind_exchange,
    consume,
    declare_exchange,
    declare_exchange_with,
    declare_exclusive,
    declare_queue,
    declare_queue_with,
    delete_exchange,
    delete_queue,
    publish,
    read,
)
from tests.integration.rights.oversteps import Overstep

NEIGHBOUR = "health-office"
CONVENED, ADMITTED = "agenda.meeting.convened.v1", "membership.member.admitted.v1"


def queue_of(partner: str, type: str = CONVENED, method: str = "hear", service: str | None = None) -> str:
    """As nameko calls the queue of a handler."""
    return f"evt-partner.{partner}-{type}--{service or partner}.{method}"


def oversteps(me: str) -> tuple[Overstep, ...]:
    own, theirs, another = queue_of(me), queue_of(NEIGHBOUR), queue_of(me, method="another")
    events, their_events = topology.partner_events(me), topology.partner_events(NEIGHBOUR)
    return (
        # names that are not its handlers'
        *(Overstep(declare_queue, (name,)) for name in misnamed(me)),
        *(Overstep(declare_exclusive, (name,)) for name in ("", f"{own}-0198")),
        *(Overstep(declare_exchange, (name,)) for name in (theirs, f"evt-{me}", "evt-x")),
        Overstep(delete_queue, (theirs,)),
        *(Overstep(do, (theirs,)) for do in (read, consume)),
        # to hear more than is granted
        *(Overstep(bind, (own, name, CONVENED)) for name in ("agenda.events", "agenda.private")),
        *(Overstep(bind, (own, "agenda.events", key)) for key in ("#", "*", "agenda.*.*.v1", "agenda.#")),
        *(Overstep(bind, (own, name, "#")) for name in ("membership.events", "notify.private", "nameko-rpc")),
        *(Overstep(bind, (own, name, "#")) for name in ("agenda.unrouted", "amq.topic", their_events)),
        Overstep(bind, (own, topology.ANSWERS, NEIGHBOUR)),
        Overstep(bind, (topology.partner_passage(me), "agenda.events", "#")),
        Overstep(bind_exchange, (own, "agenda.events", "#")),
        Overstep(bind_exchange, (topology.partner_commands(me), "agenda.events", CONVENED)),
        Overstep(bind, (topology.partner_commands(me), "agenda.events", CONVENED)),
        # to say what others say
        Overstep(publish, (events, CONVENED)),
        Overstep(publish, ("agenda.events", CONVENED)),
        Overstep(publish, ("", own)),
        Overstep(bind_exchange, (events, own, "#")),
        *(
            Overstep(let_die, (another, name))
            for name in ("", "agenda.events", "agenda.private", "nameko-rpc")
        ),
        *(Overstep(let_die, (another, name)) for name in (events, their_events, topology.ANSWERS)),
        *(Overstep(declare_exchange_with, (own, name)) for name in ("agenda.events", events)),
        # what is ours
        *(Overstep(declare_exchange, (name,)) for name in ("agenda.events", events, their_events)),
        *(Overstep(delete_exchange, (name,)) for name in ("agenda.events", events)),
        *(Overstep(delete_queue, (name,)) for name in (events, topology.partner_passage(me))),
        Overstep(read, (topology.partner_passage(me),)),
    )


def misnamed(me: str) -> tuple[str, ...]:
    return (
        queue_of(NEIGHBOUR),
        queue_of(me, service=NEIGHBOUR),
        queue_of(NEIGHBOUR, service=me),
        queue_of(me, service=f"{me}-more"),
        queue_of(me, method="hear-more"),
        queue_of(me, type=f"{CONVENED}-more"),
        f"evt-partner.{me}-{CONVENED}",
        f"evt-agenda-{CONVENED}--{me}.hear",
        f"x{queue_of(me)}",
        "evt-x",
    )


def let_die(channel: Any, queue: str, exchange: str) -> None:
    """Letting what is dropped from a queue of its own come to an exchange."""
    declare_queue_with(channel, queue, "x-dead-letter-exchange", exchange)
