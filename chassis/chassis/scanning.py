"""Files looked at by a virus scanner, where the installation names one in `CLAMD_URI`: clamd, by INSTREAM.

What it has not looked at is not taken: while it gives no answer, files are refused for the moment.
"""

import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit

from environs import Env, EnvError

from chassis import log
from chassis.errors import FILE_INFECTED, FILE_TOO_LARGE_TO_SCAN, Invalid, TooLarge, Unavailable

PORT = 3310
CONNECT_SECONDS, SECONDS = 3.0, 20.0
"""To connect; then for all the rest."""
PIECE, LONGEST_ANSWER = 64 * 1024, 1024
COMMAND, END = b"zINSTREAM\0", struct.pack("!I", 0)
STREAM, CLEAN, FOUND = "stream: ", "stream: OK", " FOUND"
TOO_LARGE = "INSTREAM size limit exceeded"

logger = log.get(__name__)


@dataclass(frozen=True, slots=True)
class Scanner:
    """`address` is clamd's: host and port, or the path of a socket; without one every file passes."""

    address: tuple[str, int] | str | None = None

    def look(self, file: IO[bytes]) -> None:
        """Invalid where something is found, TooLarge where it takes none so large, Unavailable where there is
        no answer."""
        if self.address is None:
            return
        try:
            with connected(self.address) as clamd:
                said = _ask(clamd, file)
        except (OSError, EOFError) as error:
            logger.warning("scanner_away", reason=type(error).__name__)
            raise Unavailable() from error
        _judge(said)


def read(env: Env) -> Scanner:
    """EnvError where the setting is no address."""
    uri = env.str("CLAMD_URI", "")
    return Scanner(_address(uri) if uri else None)


def begin(env: Env) -> None:
    """Said once, where a process starts that takes files."""
    if read(env).address is None:
        logger.warning("files_not_scanned", setting="CLAMD_URI")


def _address(uri: str) -> tuple[str, int] | str:
    parts = urlsplit(uri)
    with suppress(ValueError):
        if parts.scheme == "tcp" and parts.hostname:
            return parts.hostname, parts.port or PORT
        if parts.scheme == "unix" and parts.path:
            return parts.path
    raise EnvError("CLAMD_URI: neither tcp://host:port nor unix:///path")


@contextmanager
def connected(address: tuple[str, int] | str) -> Iterator[socket.socket]:
    if isinstance(address, tuple):
        with socket.create_connection(address, CONNECT_SECONDS) as clamd:
            yield clamd
    else:
        with socket.socket(socket.AF_UNIX) as clamd:
            clamd.settimeout(CONNECT_SECONDS)
            clamd.connect(address)
            yield clamd


def _ask(clamd: socket.socket, file: IO[bytes]) -> str:
    """What is too large for it, it says in the middle, and closes."""
    until = time.monotonic() + SECONDS
    file.seek(0)
    with suppress(ConnectionError):
        clamd.sendall(COMMAND)
        while piece := file.read(PIECE):
            _wait_no_longer(clamd, until)
            clamd.sendall(struct.pack("!I", len(piece)) + piece)
        clamd.sendall(END)
    said = b""
    while len(said) < LONGEST_ANSWER and not said.endswith(b"\0"):
        _wait_no_longer(clamd, until)
        more = clamd.recv(LONGEST_ANSWER)
        if not more:
            raise EOFError
        said += more
    return said.removesuffix(b"\0").decode("ascii", "replace")


def _wait_no_longer(clamd: socket.socket, until: float) -> None:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    clamd.settimeout(left)


def _judge(said: str) -> None:
    """The name of what was found is for the log: it tells a sender what to change."""
    if said == CLEAN:
        return
    if said.startswith(STREAM) and said.endswith(FOUND):
        logger.warning("file_infected", signature=said.removeprefix(STREAM).removesuffix(FOUND))
        raise Invalid(FILE_INFECTED)
    if said.startswith(TOO_LARGE):
        raise TooLarge(FILE_TOO_LARGE_TO_SCAN)
    logger.warning("scanner_away", reason=said)
    raise Unavailable()
