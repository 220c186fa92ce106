"""Posting to an address that somebody else has named, and nowhere that it should not lead.

The name is resolved here, each address it stands for is looked at, and the connection goes to one that was:
that a name means another address a moment later changes nothing. No redirect is followed, and of the answer
only the head is read.
"""

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import cache
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from chassis import clock, retry_after

LONGEST = 2000
CONNECT_SECONDS, ANSWER_SECONDS = 3.0, 5.0
"""To connect; then for all the rest, however the other side spreads it."""
_TRANSLATED = ip_network("64:ff9b::/96")
_SITES_OWN = ip_network("fec0::/10"), ip_network("192.0.0.0/24")
"""Which not every Python takes for what they are."""


class Unsafe(Exception):
    """It leads to where nothing may be posted; the reason is not for strangers to learn."""


class Unreachable(Exception):
    """Nobody answered in time."""


class Answer(NamedTuple):
    """`wait` is for how long it asks to be left in peace."""

    status: int
    wait: timedelta = retry_after.NOTHING


def read(url: str, anywhere: bool = False) -> SplitResult:
    """ValueError where nothing could ever be posted to it; `anywhere` allows what is good for trying only."""
    parts = urlsplit(url)
    schemes = ("https", "http") if anywhere else ("https",)
    if len(url) > LONGEST or parts.scheme not in schemes or not parts.hostname or "@" in parts.netloc:
        raise ValueError("not an address to post to")
    if not url.isascii() or not url.isprintable() or " " in url or parts.fragment or parts.port == 0:
        raise ValueError("not an address to post to")
    if not anywhere and _is_literal(parts.hostname) and not is_public(parts.hostname):
        raise ValueError("not a public address")
    return parts


def post(url: str, body: bytes, headers: Mapping[str, str], anywhere: bool = False) -> Answer:
    """Unsafe or Unreachable where there was none."""
    try:
        parts = read(url, anywhere)
    except ValueError as error:
        raise Unsafe from error
    connection = _Pinned(parts, _resolved(parts, anywhere))
    watch = threading.Timer(CONNECT_SECONDS + ANSWER_SECONDS, connection.abort)
    watch.start()
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body, {"User-Agent": "wara", **headers})
        answer = connection.getresponse()
        if connection.aborted:
            raise TimeoutError
        said = answer.getheader("Retry-After")
        return Answer(answer.status, retry_after.asked(answer.status, said, clock.now()))
    except (OSError, HTTPException) as error:
        raise Unreachable(type(error).__name__) from error
    finally:
        watch.cancel()
        connection.close()


def is_public(address: str) -> bool:
    """Whether anybody on the internet has it; also one within which another is written."""
    ip = ip_address(address.partition("%")[0])
    return all(map(_is_anybodys, _meant(ip)))


def _is_anybodys(ip: IPv4Address | IPv6Address) -> bool:
    is_strange = ip.is_multicast or ip.is_reserved or any(ip in one for one in _SITES_OWN)
    return ip.is_global and not is_strange


def _meant(ip: IPv4Address | IPv6Address) -> Iterator[IPv4Address | IPv6Address]:
    if isinstance(ip, IPv4Address):
        yield ip
        return
    inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
    if ip in _TRANSLATED:
        inner = IPv4Address(int(ip) & 0xFFFFFFFF)
    if inner is not None:
        yield inner
    if ip.ipv4_mapped is None and ip not in _TRANSLATED:
        yield ip


def _is_literal(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _resolved(parts: SplitResult, anywhere: bool) -> list[tuple[str, int]]:
    """Where to connect to; Unsafe where one of the addresses of the name is none to go to."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable("no_such_host") from error
    addresses = [str(one[4][0]) for one in found]
    if not anywhere and not all(is_public(address) for address in addresses):
        raise Unsafe
    return [(address, port) for address in dict.fromkeys(addresses)]


@cache
def _trust() -> ssl.SSLContext:
    """Read once: to read all authorities that the system trusts takes longer than to post."""
    return ssl.create_default_context()


class _Pinned(HTTPConnection):
    """Speaks to the host, over a connection to an address that was looked at."""

    def __init__(self, parts: SplitResult, addresses: Sequence[tuple[str, int]]) -> None:
        super().__init__(parts.hostname or "", parts.port, timeout=ANSWER_SECONDS)
        self._secure = parts.scheme == "https"
        self.default_port = 443 if self._secure else 80
        self.port = addresses[0][1]
        self._addresses = addresses
        self.aborted = False

    def connect(self) -> None:
        self.sock = self._reached()
        self.sock.settimeout(ANSWER_SECONDS)
        if self._secure:
            secured = _trust().wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock = secured
            secured.do_handshake()
        if self.aborted:
            raise TimeoutError

    def _reached(self) -> socket.socket:
        """By the first that answers: an IPv6 address comes first, and does not lead out everywhere."""
        *others, last = self._addresses
        for address in others:
            with suppress(OSError):
                return socket.create_connection(address, CONNECT_SECONDS)
            if self.aborted:
                raise TimeoutError
        return socket.create_connection(last, CONNECT_SECONDS)

    def abort(self) -> None:
        """From another thread: whoever waits on the connection waits no longer."""
        self.aborted = True
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return
