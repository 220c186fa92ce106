"""Signing mails for the domain that they are from (RFC 6376), where the installation has a key."""

from dataclasses import dataclass

import dkim
from environs import Env, EnvError

HEADERS = (
    *(b"from", b"to", b"subject", b"date", b"message-id", b"reply-to", b"mime-version", b"content-type"),
    *(b"list-unsubscribe", b"list-unsubscribe-post"),
)
"""RFC 8058 asks for the last two."""


@dataclass(frozen=True, slots=True)
class Signer:
    domain: str
    selector: str
    key: bytes

    def signed(self, mail: bytes) -> bytes:
        """`mail` with lines as they go over the wire."""
        signature: bytes = dkim.sign(
            mail, self.selector.encode(), self.domain.encode(), self.key, include_headers=[*HEADERS]
        )
        return signature + mail


def read(env: Env, domain: str) -> Signer | None:
    """None without DKIM_KEY_FILE; EnvError where it holds no RSA key."""
    if not (file := env.str("DKIM_KEY_FILE", "")):
        return None
    try:
        with open(file, "rb") as opened:
            signer = Signer(domain, env.str("DKIM_SELECTOR", "wara"), opened.read())
        signer.signed(b"From: a\r\n\r\n\r\n")
    except (OSError, ValueError, dkim.DKIMException) as error:
        raise EnvError(f"DKIM_KEY_FILE: {type(error).__name__}") from error
    return signer
