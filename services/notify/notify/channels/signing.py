"""Signing what is posted to others, as Standard Webhooks has it: who knows the secret sees that it is ours.

Several secrets sign side by side while one takes the other's place.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence

PREFIX = "whsec_"


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
