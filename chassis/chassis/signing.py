"""Signing what is posted to others, as Standard Webhooks has it: who knows the secret sees that it is ours.

No secret is kept: each is made from roots, of which nobody learns anything by it. Several sign side by side
while one takes the other's place, be it a root or an edition.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import timedelta

PREFIX = "whsec_"
BOTH_FOR = timedelta(hours=24)
"""How long the secret before signs beside the new one."""


def secrets_of(roots: Sequence[bytes], seed: str, edition: int, *, both: bool) -> list[bytes]:
    """What is signed with, the newest first; `both` where the edition before is still good."""
    editions = [edition, edition - 1] if both else [edition]
    return [
        hmac.new(root, f"webhook {seed} {one}".encode(), hashlib.sha256).digest()
        for one in editions
        for root in roots
    ]


def in_text(secret: bytes) -> str:
    """As receivers and their libraries know a secret."""
    return PREFIX + base64.b64encode(secret).decode()


def signature(secret: bytes, id: str, at: int, body: bytes) -> str:
    digest = hmac.new(secret, f"{id}.{at}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def headers(id: str, at: int, body: bytes, secrets: Sequence[bytes]) -> dict[str, str]:
    """`id` is the same at each attempt, `at` (seconds) that of this one."""
    return {
        "webhook-id": id,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(signature(secret, id, at, body) for secret in secrets),
    }
