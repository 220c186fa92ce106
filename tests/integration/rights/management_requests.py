"""What a partner asks of the broker's management API, as data."""

from dataclasses import dataclass
from typing import Any

from tests.integration.rights.oversteps import CONVENED, EVENTS, THEIR_EVENTS


@dataclass(frozen=True)
class Request:
    """To the management API; `{vhost}` and `{user}` stand for the partner's own."""

    method: str
    path: str
    body: Any = None

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


ALL = {"configure": ".*", "write": ".*", "read": ".*"}
MESSAGE = {"properties": {}, "routing_key": "agenda.inbox", "payload": "{}", "payload_encoding": "string"}
TAKE = {"count": 1, "ackmode": "ack_requeue_false", "encoding": "auto"}
SHOVEL = {
    "value": {"src-uri": "amqp://", "src-queue": "agenda.inbox", "dest-uri": "amqp://", "dest-queue": EVENTS}
}

REQUESTS = (
    *(Request("GET", path) for path in ("whoami", "overview", "nodes", "users", "vhosts", "connections")),
    *(Request("GET", path) for path in ("permissions", "channels", "definitions", "parameters", "policies")),
    *(Request("GET", f"{kind}/{{vhost}}") for kind in ("queues", "exchanges", "bindings", "definitions")),
    Request("GET", f"queues/{{vhost}}/{EVENTS}"),
    Request("GET", f"queues/{{vhost}}/{THEIR_EVENTS}/bindings"),
    Request("PUT", "users/another", {"password": "word", "tags": "administrator"}),
    Request("PUT", "users/{user}", {"password": "word", "tags": "administrator"}),
    Request("DELETE", "users/{user}"),
    Request("PUT", "permissions/{vhost}/{user}", ALL),
    Request("DELETE", "permissions/{vhost}/{user}"),
    Request(
        "PUT", "topic-permissions/{vhost}/{user}", {"exchange": "agenda.private", "write": ".*", "read": ".*"}
    ),
    Request("DELETE", "topic-permissions/{vhost}/{user}"),
    Request("PUT", "vhosts/another", {}),
    Request("DELETE", "vhosts/{vhost}"),
    Request("PUT", "vhost-limits/{vhost}/max-queues", {"value": 0}),
    Request("PUT", "user-limits/{user}/max-channels", {"value": 1000}),
    Request("PUT", "policies/{vhost}/mine", {"pattern": ".*", "definition": {"expires": 1}}),
    Request("PUT", "operator-policies/{vhost}/mine", {"pattern": ".*", "definition": {"max-length": 1}}),
    Request("PUT", "parameters/shovel/{vhost}/mine", SHOVEL),
    Request(
        "PUT", "parameters/federation-upstream/{vhost}/mine", {"value": {"uri": "amqp://elsewhere.example"}}
    ),
    Request("PUT", "global-parameters/mine", {"value": {}}),
    Request("POST", "definitions", {"users": []}),
    Request("POST", "definitions/{vhost}", {"queues": [{"name": "mine", "durable": True, "arguments": {}}]}),
    Request("PUT", "queues/{vhost}/mine", {"durable": True}),
    Request("DELETE", f"queues/{{vhost}}/{THEIR_EVENTS}"),
    Request("DELETE", "queues/{vhost}/agenda.inbox/contents"),
    Request("POST", "queues/{vhost}/agenda.inbox/get", TAKE),
    Request("PUT", "exchanges/{vhost}/mine", {"type": "fanout"}),
    Request("DELETE", "exchanges/{vhost}/agenda.events"),
    Request("POST", "exchanges/{vhost}/amq.default/publish", MESSAGE),
    Request("POST", "exchanges/{vhost}/agenda.events/publish", MESSAGE | {"routing_key": CONVENED}),
    Request("POST", f"bindings/{{vhost}}/e/agenda.private/q/{EVENTS}", {"routing_key": "#"}),
    Request("DELETE", "connections/username/guest"),
    Request("POST", "rebalance/queues"),
    Request("PUT", "cluster-name", {"name": "mine"}),
)
