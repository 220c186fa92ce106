"""A mail server that does all that a mail server may do to a client, and keeps count of it.

What it does at each step is dealt from a deck, shuffled by a seed, so that all of it happens again and again.
"""

import asyncio
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from tests.support.services import free_port

DECKS = {
    "greeting": {"220 ready": 8, "421 4.3.2 closing": 1, "554 5.3.2 not today": 1, "drop": 1, "stall": 1},
    "MAIL": {"250 ok": 26, "451 4.3.0 later": 1, "421 4.7.0 too many": 1, "550 5.7.1 who": 1, "drop": 1},
    "RCPT": {"250 ok": 32, "450 4.2.1 busy": 2, "421 4.7.28 too many": 1, "550 5.1.1 nobody": 1, "drop": 1},
    "DATA": {"354 go on": 30, "451 4.3.0 later": 1, "554 5.6.0 no": 1, "drop": 1, "stall": 1},
    "body": {
        "250 taken": 20,
        "452 4.3.1 full": 1,
        "554 5.7.1 spam": 1,
        "drop": 1,
        "take and drop": 2,
        "take and stall": 1,
        "250 taken and drop": 2,
    },
}
STALL_SECONDS = 60.0
REFUSING_SECONDS, LISTENING_SECONDS = 0.1, 0.6
_ADDRESS, _MESSAGE_ID = re.compile(rb"<([^>]+)>"), re.compile(rb"(?im)^message-id:\s*(<[^>]+>)")


class Dropped(Exception):
    """The connection is to be broken now."""


@dataclass
class Unruly:
    """`copies` of each Message-ID that it took over; of how many the connection broke once their body was
    there; whom it refused for good, which it stays with."""

    seed: int
    port: int = field(default_factory=free_port)
    done: Counter[str] = field(default_factory=Counter)
    copies: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)
    refused: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._random = Random(self.seed)
        self._dealt: dict[str, list[str]] = {step: [] for step in DECKS}

    def deal(self, step: str) -> str:
        if not self._dealt[step]:
            self._dealt[step] = [what for what, count in DECKS[step].items() for _ in range(count)]
            self._random.shuffle(self._dealt[step])
        what = self._dealt[step].pop()
        self.done[f"{step}: {what}"] += 1
        return what

    async def listen(self, stop: threading.Event) -> None:
        """Now and then nobody does."""
        while not stop.is_set():
            server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
            await _pause(LISTENING_SECONDS, stop)
            server.close()
            self.done["refused to listen"] += 1
            await _pause(REFUSING_SECONDS, stop)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await Conversation(self, reader, writer).hold()
        except (Dropped, ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()


async def _pause(seconds: float, stop: threading.Event) -> None:
    for _ in range(round(seconds / 0.05)):
        if not stop.is_set():
            await asyncio.sleep(0.05)


class Conversation:
    def __init__(self, server: Unruly, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._server, self._reader, self._writer = server, reader, writer
        self._to = ""

    async def hold(self) -> None:
        await self._answer("greeting")
        while line := await self._reader.readline():
            match line[:4].upper():
                case b"EHLO":
                    await self._say("250 unruly")
                case b"MAIL":
                    self._to = ""
                    await self._answer("MAIL")
                case b"RCPT":
                    await self._take_recipient(line)
                case b"DATA":
                    await self._take_letter()
                case _:
                    await self._say("250 ok")

    async def _take_recipient(self, line: bytes) -> None:
        found = _ADDRESS.search(line)
        assert found
        self._to = found[1].decode()
        if self._to in self._server.refused:
            await self._say("550 5.1.1 nobody, as before")
        else:
            await self._answer("RCPT")

    async def _take_letter(self) -> None:
        if not (await self._answer("DATA")).startswith("354"):
            return
        body = await self._reader.readuntil(b"\r\n.\r\n")
        found = _MESSAGE_ID.search(body)
        assert found
        id, what = found[1].decode(), self._server.deal("body")
        if what.startswith(("250", "take")):
            self._server.copies[id] += 1
        if not what[0].isdigit():
            self._server.broken[id] += 1
        await self._do(what)

    async def _answer(self, step: str) -> str:
        what = self._server.deal(step)
        await self._do(what)
        return what

    async def _do(self, what: str) -> None:
        if what[0] == "5" and self._to:
            self._server.refused.add(self._to)
        if what[0].isdigit():
            await self._say(what.removesuffix(" and drop"))
        if what.endswith("stall"):
            await asyncio.sleep(STALL_SECONDS)
        if what.endswith(("drop", "stall")) or what.startswith("421"):
            raise Dropped

    async def _say(self, answer: str) -> None:
        self._writer.write(f"{answer}\r\n".encode())
        await self._writer.drain()


@contextmanager
def open_unruly(seed: int) -> Iterator[Unruly]:
    server, stop = Unruly(seed), threading.Event()
    listening = threading.Thread(target=lambda: asyncio.run(server.listen(stop)), daemon=True)
    listening.start()
    try:
        yield server
    finally:
        stop.set()
        listening.join(5)
