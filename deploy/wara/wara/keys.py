"""The stack's keys: `call` signs the gateway's calls, `token` bearer tokens; `link` and `letter` the links in
letters, those that confirm an address and those that answer an invitation; of `webhook` the secrets are made
that partners' webhooks are signed with."""

import secrets
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from chassis.keys import SigningKey
from wara.folder import write
from wara.problem import Problem

NAMES = ("call", "token")
SECRETS = ("link", "letter", "webhook")
AUDIENCE = "wara"


def make_keys(folder: Path) -> None:
    for name in NAMES:
        private, public = folder / f"{name}.key", folder / f"{name}.pub"
        if not (private.exists() and public.exists()):
            make_key(private, public)
    for secret in (folder / f"{name}.key" for name in SECRETS):
        if not secret.exists():
            write(secret, secrets.token_hex(32).encode())


def make_key(private: Path, public: Path) -> None:
    key = Ed25519PrivateKey.generate()
    write(private, private_pem(key))
    write(public, public_pem(key.public_key()))


def private_pem(key: Ed25519PrivateKey) -> bytes:
    unencrypted = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, unencrypted)


def public_pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def mint(folder: Path, roles: Sequence[str], member: str | None = None, hours: float = 8) -> str:
    """A bearer token with the claims sub, roles, member, aud, iat and exp."""
    private = folder / "token.key"
    if not private.exists():
        raise Problem("There are no keys yet: `make up` makes them at its first start.")
    now = int(time.time())
    claims: dict[str, Any] = {
        "sub": ":".join([roles[0], *([member] if member else [])]),
        "roles": list(roles),
        "aud": AUDIENCE,
        "iat": now,
        "exp": now + int(hours * 3600),
    }
    if member:
        claims["member"] = member
    return SigningKey.read(private.read_bytes()).sign(claims)
