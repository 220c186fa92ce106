"""Random texts that open something for whoever has them: 256 bits, of which only a hash is kept."""

import hashlib
import secrets


def new() -> str:
    return secrets.token_urlsafe(32)


def kept(secret: str) -> str:
    """What is kept of it."""
    return hashlib.sha256(secret.encode()).hexdigest()
