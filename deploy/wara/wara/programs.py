"""The processes of a local stack, as data: what each runs, its environment, how it shows that it is ready."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import requests

from wara import broker, store
from wara.folder import Folder
from wara.ports import HEALTH, LOOPBACK, Ports, answers

SERVERS = "servers"
SERVICES = "services"
PASSED_ON = {
    "membership": ("CLAMD_URI", "RETENTION", "RETENTION_DAYS", "RETENTION_CONTACT_DAYS"),
    "agenda": ("CLAMD_URI", "TEMPLATES_DIR"),
    "notify": (
        *("SMTP_TIMEOUT", "SMTP_DOMAIN_RATES", "DKIM_KEY_FILE", "DKIM_SELECTOR", "LETTER_RETENTION_DAYS"),
        *("BROADCAST_HOLD_MINUTES", "BROADCAST_TEST_DOMAINS", "EXTRA_CHANNELS"),
    ),
    "gateway": ("DISCLOSURES_DAYS", "ISSUERS_DIR", "TRUSTED_PROXIES"),
}
"""What processes are told as it was given, if it was."""
TO_ALL = ("RETRY_DELAYS", "AUDIT_HEADS_SECONDS")
NO_NAMES = {"EVENTLET_NO_GREENDNS": "yes"}
"""On one machine what looks up names need not be loaded: a fifth of the time in which a process starts."""
ONE_FOR_ALL = "1000"
"""Times the limits of the gateway: on one machine one client is the whole country."""


@dataclass(frozen=True)
class Program:
    name: str
    group: str
    command: list[str]
    ready: Callable[[], bool]
    ports: list[int]
    environment: dict[str, str] = field(default_factory=dict)
    health: str | None = None

    @property
    def full_name(self) -> str:
        return f"{self.group}:{self.name}"


@dataclass(frozen=True)
class Plan:
    """Where a stack is and what it was told; the table of programs follows from it."""

    root: Path
    folder: Folder
    ports: Ports
    given: Mapping[str, str]

    @property
    def amqp_uri(self) -> str:
        return self.given.get("AMQP_URI") or broker.uri(self.ports)

    @property
    def management_uri(self) -> str | None:
        if self.given.get("AMQP_URI"):
            return self.given.get("AMQP_MANAGEMENT_URI")
        return f"http://{LOOPBACK}:{self.ports.management}"

    @property
    def mongodb_uri(self) -> str:
        return self.given.get("MONGODB_URI") or store.uri(self.ports)

    @property
    def smtp_uri(self) -> str:
        return self.given.get("SMTP_URI") or f"smtp://{LOOPBACK}:{self.ports.smtp}"

    @property
    def gateway_url(self) -> str:
        return f"http://{LOOPBACK}:{self.ports.gateway}"

    def servers(self) -> list[Program]:
        """What is not given from outside."""
        servers = [] if self.given.get("AMQP_URI") else broker_programs(self)
        if not self.given.get("MONGODB_URI"):
            servers.append(store_program(self))
        if not self.given.get("SMTP_URI"):
            servers.append(mail_program(self))
        return servers

    def services(self) -> list[Program]:
        return [service_program(self, name) for name in HEALTH]


def broker_programs(plan: Plan) -> list[Program]:
    ports, environment = plan.ports, broker.environment(plan.folder, plan.ports)
    listening = [ports.amqp, ports.management, ports.broker_metrics, ports.distribution]
    return [
        Program("epmd", SERVERS, broker.epmd_command(ports), lambda: answers(ports.epmd), [ports.epmd]),
        Program("rabbitmq", SERVERS, broker.command(), lambda: broker.ready(ports), listening, environment),
    ]


def store_program(plan: Plan) -> Program:
    ports = plan.ports
    command = store.command(plan.root, plan.folder, ports)
    return Program("store", SERVERS, command, lambda: store.ready(ports), [ports.store])


def mail_program(plan: Plan) -> Program:
    ports, kept = plan.ports, str(plan.folder.mail)
    options = ["--smtp", str(ports.smtp), "--page", str(ports.mail), "--folder", kept]
    health = f"http://{LOOPBACK}:{ports.mail}"
    command = [sys.executable, "-m", "wara.mail", *options]
    return Program(
        "mail", SERVERS, command, lambda: ok(f"{health}/readyz"), [ports.smtp, ports.mail], health=health
    )


def service_program(plan: Plan, name: str) -> Program:
    service, _, process = name.partition("-")
    port = plan.ports.health(name)
    health = f"http://{LOOPBACK}:{port}"
    listening = [port, *{"gateway": [plan.ports.gateway], "notify-work": [plan.ports.mail_in]}.get(name, [])]
    command = [sys.executable, "-m", service, *([process] if process else [])]

    def ready() -> bool:
        return ok(f"{health}/readyz") and (name != "gateway" or answers(plan.ports.gateway))

    here = {"HEALTH_HOST": LOOPBACK, "HEALTH_PORT": str(port), **NO_NAMES}
    environment = service_environment(plan, service) | here
    return Program(name, SERVICES, command, ready, listening, environment, health)


def service_environment(plan: Plan, service: str) -> dict[str, str]:
    keys, public_url = plan.folder.keys, plan.given.get("PUBLIC_URL") or plan.gateway_url
    own = {
        "membership": {
            "COMMITTEE_FILE": str(plan.root / "deploy/local/committee.json"),
            "LINK_SECRET_FILE": str(keys / "link.key"),
        },
        "notify": {
            "SMTP_URI": plan.smtp_uri,
            "MAIL_FROM": plan.given.get("MAIL_FROM") or "wara@wara.example",
            "LINK_SECRET_FILE": str(keys / "letter.key"),
            "MAIL_REPLY_TO": plan.given.get("MAIL_REPLY_TO") or "answers@wara.example",
            "MAIL_IN": f"smtp://{LOOPBACK}:{plan.ports.mail_in}",
            "PUBLIC_URL": public_url,
            "WEBHOOKS_ANYWHERE": "true",
        },
        "gateway": {
            "CALL_PRIVATE_KEY_FILE": str(keys / "call.key"),
            "TOKEN_PUBLIC_KEY_FILE": str(keys / "token.pub"),
            "WEBHOOK_SECRET_FILE": str(keys / "webhook.key"),
            "WEBHOOKS_ANYWHERE": "true",
            "GATEWAY_HOST": LOOPBACK,
            "GATEWAY_PORT": str(plan.ports.gateway),
            "PUBLIC_URL": public_url,
            "LIMITS_TIMES": plan.given.get("LIMITS_TIMES") or ONE_FOR_ALL,
        },
    }
    common = {
        "AMQP_URI": plan.amqp_uri,
        "MONGODB_URI": plan.mongodb_uri,
        "MONGODB_DATABASE": database(plan, service),
        "LOG_LEVEL": plan.given.get("LOG_LEVEL") or "INFO",
        "CALL_PUBLIC_KEY_FILE": str(keys / "call.pub"),
        "AUDIT_HEADS_FOLDER": str(plan.folder.audit),
    }
    passed_on = (*TO_ALL, *PASSED_ON.get(service, ()))
    given = {name: plan.given[name] for name in passed_on if plan.given.get(name)}
    return common | given | own.get(service, {})


def database(plan: Plan, service: str) -> str:
    """Two stacks on one given store keep apart."""
    shared = plan.given.get("MONGODB_URI") and plan.ports.offset
    return f"{service}_{plan.ports.offset}" if shared else service


def ok(url: str) -> bool:
    try:
        return requests.get(url, timeout=2).ok
    except requests.RequestException:
        return False
