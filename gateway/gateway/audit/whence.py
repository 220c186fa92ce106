"""From where a request comes, as a pseudonym: the same for one address, all of a day, at every replica.

It is made with a secret of the installation and the day, so that nobody without the secret can tell whose it
is, and nobody at all follows an address from day to day by it.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Request

from chassis import clock
from gateway.gate.addresses import Proxies

LENGTH = 16
_PURPOSE = b"wara: places in the audit trail"


def secret_of(key: bytes) -> bytes:
    """Of a key file that all replicas have, for this purpose alone."""
    return hmac.digest(hashlib.sha256(key).digest(), _PURPOSE, "sha256")


def own_secret() -> Callable[[], bytes]:
    """Of this process alone."""
    secret = secrets.token_bytes(32)
    return lambda: secret


@dataclass(frozen=True, slots=True)
class Whence:
    proxies: Proxies = field(default_factory=Proxies)
    secret: Callable[[], bytes] = field(default_factory=own_secret)

    def of(self, request: Request) -> str:
        peer, forwarded = request.remote_addr or "0.0.0.0", request.headers.getlist("X-Forwarded-For")
        return self.of_address(peer, ",".join(forwarded))

    def of_address(self, peer: str, forwarded: str) -> str:
        address = self.proxies.client(peer, forwarded)
        day = clock.now().date().isoformat()
        return hmac.digest(self.secret(), f"{day} {address}".encode(), "sha256").hex()[:LENGTH]
