"""Who may do what in broker and store: one table, written to deploy/rabbitmq/permissions.json and
deploy/mongodb/users.json.

RabbitMQ looks for a pattern anywhere in a name, so each is fixed at both ends. A user who has no row for a
topic exchange may use any routing key there: so each has a row for each.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from chassis import topology
from wara.definitions import CALLS, SERVICES, Row, keeps_facts, subscriptions, unrouted

BUILT_IN = ("amq.topic", "amq.rabbitmq.trace")
NOTHING, ANYTHING = "^$", ".*"
REPLY = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
REPLY_QUEUE = rf"rpc\.reply-gateway-{REPLY}"
OWNERS = (*SERVICES, "gateway")
PARTNER = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
COMMANDS_OF_ANYBODY = rf"partner\.{PARTNER.pattern}\.commands"


@dataclass(frozen=True, kw_only=True)
class Rights:
    """Patterns of names; `writes` and `hears` are patterns of routing keys by topic exchange."""

    user: str
    tags: str = ""
    configure: Iterable[str] = ()
    write: Iterable[str] = ()
    read: Iterable[str] = ()
    writes: Mapping[str, str] = field(default_factory=dict)
    hears: Mapping[str, str] = field(default_factory=dict)
    others: str = NOTHING
    """Of topic exchanges that are not named."""

    def row(self) -> Row:
        return {
            "name": self.user,
            "tags": self.tags,
            "permissions": {
                "configure": one_of(self.configure),
                "write": one_of(self.write),
                "read": one_of(self.read),
            },
            "topic_permissions": [
                {
                    "exchange": exchange,
                    "write": self.writes.get(exchange, self.others),
                    "read": self.hears.get(exchange, self.others),
                }
                for exchange in topic_exchanges()
            ],
        }


def users() -> list[Row]:
    """Everybody but partners, who are added one by one."""
    return [*(of_service(service).row() for service in SERVICES), of_gateway().row(), of_operator().row()]


def topic_exchanges() -> list[str]:
    told = [name for service in SERVICES for name in (*exchanges(service), unrouted(service))]
    return [CALLS, *told, *BUILT_IN]


def exchanges(service: str) -> tuple[str, str]:
    return topology.exchange(service, "public"), topology.exchange(service, "restricted")


def of_service(service: str) -> Rights:
    """Makes anew what is its own; of others' exchanges it only binds those that it hears."""
    queues = [topology.inbox(service), topology.dead(service), f"rpc-{service}"]
    queues += [topology.rebuild(service)] if keeps_facts(service) else []
    heard = {
        topology.exchange(source, one.classification): source
        for one in subscriptions(service)
        for source in [one.type.split(".")[0]]
    }
    own = [*queues, *exchanges(service)]
    return Rights(
        user=service,
        configure=names(own),
        write=names([*own, CALLS]),
        read=names([*queues, CALLS, *sorted(heard)]),
        writes={CALLS: f"^{REPLY}$"} | dict.fromkeys(exchanges(service), rf"^{service}\."),
        hears={CALLS: rf"^{service}\.\*$"}
        | {exchange: rf"^{source}\." for exchange, source in heard.items()},
    )


def of_gateway() -> Rights:
    """Calls any method, and hears replies; hears the commands of every partner, and answers them."""
    return Rights(
        user="gateway",
        configure=[REPLY_QUEUE],
        write=[REPLY_QUEUE, CALLS, *names([topology.ANSWERS])],
        read=[REPLY_QUEUE, CALLS, COMMANDS_OF_ANYBODY],
        writes={CALLS: rf"^({'|'.join(SERVICES)})\.[a-z_]+$"},
        hears={CALLS: f"^{REPLY}$"},
    )


def of_operator() -> Rights:
    anything = [ANYTHING]
    return Rights(
        user="operator",
        tags="administrator",
        configure=anything,
        write=anything,
        read=anything,
        others=ANYTHING,
    )


def of_partner(id: str, nameko: bool = False) -> Rights:
    """Reads its queue of events and writes to its exchange of commands; both are made for it
    (`definitions.of_partner`), for who may write to the default exchange writes to everybody's queues. With
    nameko it declares queues of handlers, and binds them to the exchange that has the name of the other."""
    if not PARTNER.fullmatch(id):
        raise ValueError(f"{id!r} is not of small letters, digits and hyphens")
    own = [handlers(id)] if nameko else []
    return Rights(
        user=topology.partner_user(id),
        configure=own,
        write=[*names([topology.partner_commands(id)]), *own],
        read=[*names([topology.partner_events(id)]), *own],
    )


def handlers(id: str) -> str:
    """What nameko calls the queue of an event handler of the service that is called like the partner; the
    group is the type that it hears."""
    [source] = names([topology.partner_user(id)])
    return rf"evt-{source}-([a-z0-9_.*#]+)--{id}\.[A-Za-z_][A-Za-z0-9_]*"


def names(exact: Iterable[str]) -> list[str]:
    return [name.replace(".", r"\.") for name in exact]


def one_of(patterns: Iterable[str]) -> str:
    return f"^({'|'.join(patterns)})$" if patterns else NOTHING


def store_users() -> list[Row]:
    """Each in its own database, and for that alone."""
    return [{"user": owner, "db": owner, "roles": [{"role": "readWrite", "db": owner}]} for owner in OWNERS]


def as_text(rows: list[Row]) -> str:
    """One row a line, of lists within a row each entry, so that a difference reads well."""
    return "[\n" + ",\n".join(_row(row) for row in rows) + "\n]\n"


def _row(row: Row) -> str:
    plain = {name: value for name, value in row.items() if name != "topic_permissions"}
    text = json.dumps(plain)
    if "topic_permissions" not in row:
        return f"  {text}"
    topics = ",\n".join(f"    {json.dumps(topic)}" for topic in row["topic_permissions"])
    return f'  {text[:-1]}, "topic_permissions": [\n{topics}\n  ]}}'
