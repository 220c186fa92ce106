"""Where the installation's mail server hands us what comes to our addresses: SMTP or LMTP, within `work`.

A mail is taken over once it is kept: while the store is away the mail server is asked to come again.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from environs import Env, EnvError

from chassis import log
from chassis.config import Settings
from chassis.errors import Unavailable
from chassis.mongo import Store
from notify import config, doors
from notify.handlers import incoming
from notify.incoming import reading
from notify.incoming.addresses import Addresses

LARGEST = 25 * 1024 * 1024
PROTOCOLS: dict[str, Callable[..., SMTP]] = {"smtp": SMTP, "lmtp": LMTP}
TAKEN, LATER, NOT_OURS = "250 2.0.0 taken", "451 4.3.0 come again later", "550 5.1.1 nobody of that name"

logger = log.get(__name__)
logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd tells every command, and addresses with it


@dataclass(frozen=True, slots=True)
class Place:
    protocol: str
    host: str
    port: int

    @classmethod
    def read(cls, env: Env) -> "Place | None":
        """None where MAIL_IN is not set; EnvError where it is no such address."""
        if not (text := env.str("MAIL_IN", "")):
            return None
        parts = urlsplit(text)
        if parts.scheme not in PROTOCOLS or not parts.hostname or not parts.port:
            raise EnvError("MAIL_IN must be smtp://host:port or lmtp://host:port")
        return cls(parts.scheme, parts.hostname, parts.port)


class Door:
    """aiosmtpd's handler; the names of its methods are aiosmtpd's."""

    def __init__(self, rows: Store, addresses: Addresses) -> None:
        self._store, self._addresses = rows, addresses

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not self._addresses.ours(address):
            return NOT_OURS
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 known"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content: Any = envelope.original_content or b""
        answer = await self._answer(content, list(envelope.rcpt_tos))
        awaited = len(envelope.rcpt_tos) if isinstance(server, LMTP) else 1  # RFC 2033: of each recipient
        return "\r\n".join([answer] * awaited)

    async def _answer(self, content: bytes, recipients: list[str]) -> str:
        try:
            await asyncio.to_thread(self._take, content, recipients)
        except Unavailable:
            return LATER
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, it must not be lost
            logger.error("mail_not_taken", reason=type(error).__name__)
            return LATER
        return TAKEN

    def _take(self, content: bytes, recipients: list[str]) -> None:
        """Read before the transaction, which may run again and holds others up."""
        found, addresses = reading.read(content), self._addresses
        self._store.transact(
            partial(incoming.take, content=content, found=found, recipients=recipients, addresses=addresses)
        )


async def listen(place: Place, door: Door, stop: threading.Event) -> None:
    """Until told to stop; several `work` of one machine share the port."""
    protocol = PROTOCOLS[place.protocol]
    loop = asyncio.get_running_loop()

    def factory() -> SMTP:
        return protocol(door, data_size_limit=LARGEST, enable_SMTPUTF8=True, ident="wara", loop=loop)

    async with await loop.create_server(factory, place.host, place.port, reuse_port=True):
        logger.info("mail_listener_started", port=place.port)
        await asyncio.to_thread(stop.wait)


def run(rows: Store, settings: Settings, stop: threading.Event) -> None:
    place, addresses = Place.read(settings.env), config.addresses(settings.env, doors.read(settings.env))
    if place is None:
        return
    if addresses is None:
        raise EnvError("MAIL_IN needs MAIL_REPLY_TO")
    asyncio.run(listen(place, Door(rows, addresses), stop))
