"""Every port of a local stack, all on the loopback address and all below 32768."""

import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wara.problem import Problem

LOOPBACK = "127.0.0.1"
SETTINGS = {"gateway": "GATEWAY_PORT", "mail": "MAIL_PORT"}
HEALTH = {
    "membership-serve": 9101,
    "membership-work": 9102,
    "agenda-serve": 9111,
    "agenda-work": 9112,
    "notify-serve": 9121,
    "notify-work": 9122,
    "gateway": 9131,
}


@dataclass(frozen=True)
class Ports:
    gateway: int = 8000
    mail: int = 8025
    smtp: int = 1025
    mail_in: int = 1026
    amqp: int = 5673
    management: int = 15673
    broker_metrics: int = 15693
    distribution: int = 25673
    epmd: int = 14369
    store: int = 27027
    offset: int = 0

    @classmethod
    def read(cls, environment: Mapping[str, str], offset: int) -> "Ports":
        chosen = {
            name: number(setting, environment[setting])
            for name, setting in SETTINGS.items()
            if environment.get(setting)
        }
        base = vars(cls()) | chosen
        return cls(**{name: port + offset for name, port in base.items()})

    def health(self, program: str) -> int:
        return HEALTH[program] + self.offset


def number(setting: str, text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 32768:
        return int(text)
    raise Problem(f"{setting} is {text!r}; it must be a port between 1 and 32767.")


def offset_of(environment: Mapping[str, str]) -> int:
    text = environment.get("PORT_OFFSET") or "0"
    if text.isascii() and text.isdigit() and int(text) <= 5000:
        return int(text)
    raise Problem(f"PORT_OFFSET is {text!r}; it must be a number from 0 to 5000.")


def refuse_taken(ports: Ports, wanted: Iterable[tuple[str, int]]) -> None:
    """`wanted` are (whose, number)."""
    movable = {getattr(ports, name): f"{setting}=<another port>" for name, setting in SETTINGS.items()}
    for whose, port in wanted:
        if taken(port):
            way = movable.get(port, "PORT_OFFSET=100 (moves all)")
            raise Problem(f"Port {port} ({whose}) is taken by another program: stop that one, or set {way}.")


def taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return True
    return False


def answers(port: int) -> bool:
    try:
        with socket.create_connection((LOOPBACK, port), timeout=1):
            return True
    except OSError:
        return False
