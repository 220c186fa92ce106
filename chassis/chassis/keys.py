"""Ed25519 keys in files that may change while a process runs: one that signs, and the ring of those believed.

A key's id is its thumbprint (RFC 7638, RFC 8037), the `kid` of what it signed. A file is looked at once a
second at most, and a ring's when it lacks a key that something was signed with; it is read where it changed.
"""

import hashlib
import json
import re
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from chassis import log

ALGORITHM = "EdDSA"
LOOK_SECONDS = 1.0
PUBLIC_KEY = re.compile(b"-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----", re.DOTALL)
UNUSABLE = (OSError, ValueError, TypeError, UnsupportedAlgorithm)

logger = log.get(__name__)
T = TypeVar("T")


class PublicKeys(Protocol):
    """A `KeyRing`, or a dict of public keys by their ids."""

    def get(self, kid: str, /) -> Ed25519PublicKey | None: ...


@dataclass(frozen=True, slots=True)
class SigningKey:
    private: Ed25519PrivateKey
    id: str

    @classmethod
    def read(cls, pem: bytes) -> "SigningKey":
        key = load_pem_private_key(pem, password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise ValueError("not an Ed25519 private key")
        return cls(key, thumbprint(key.public_key()))

    def sign(self, claims: dict[str, Any]) -> str:
        """A compact JWS."""
        return jwt.encode(claims, self.private, algorithm=ALGORITHM, headers={"kid": self.id})


class KeyFile(Generic[T]):
    """What `read` makes of a file, which must be usable at first; while it is not, what was there stays."""

    def __init__(self, path: Path, read: Callable[[bytes], T]) -> None:
        self._path, self._read = path, read
        self._load(self._state())

    def current(self) -> T:
        if time.monotonic() >= self._look_at:
            self.look()
        return self._value

    def look(self) -> T:
        self._look_at = time.monotonic() + LOOK_SECONDS
        try:
            if (state := self._state()) != self._seen:
                self._load(state)
                logger.info("key_file_read", file=self._path.name)
        except UNUSABLE as error:
            logger.warning("key_file_unusable", file=self._path.name, reason=type(error).__name__)
        return self._value

    def _load(self, state: tuple[int, ...]) -> None:
        self._value = self._read(self._path.read_bytes())
        self._seen, self._look_at = state, time.monotonic() + LOOK_SECONDS

    def _state(self) -> tuple[int, ...]:
        """Of the file that a link leads to."""
        found = self._path.stat()
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


class KeyRing:
    def __init__(self, path: Path) -> None:
        self._file = KeyFile(path, public_keys)

    def get(self, kid: str, /) -> Ed25519PublicKey | None:
        return self._file.current().get(kid) or self._file.look().get(kid)


def public_keys(pem: bytes) -> dict[str, Ed25519PublicKey]:
    """The keys of a file by their ids, in its order; ValueError where there is none, or another kind."""
    keys = [_public_key(block) for block in PUBLIC_KEY.findall(pem)]
    if not keys:
        raise ValueError("no public key")
    return {thumbprint(key): key for key in keys}


def thumbprint(key: Ed25519PublicKey) -> str:
    members = {"crv": "Ed25519", "kty": "OKP", "x": _base64url(key.public_bytes_raw())}
    return _base64url(hashlib.sha256(json.dumps(members, separators=(",", ":")).encode()).digest())


def claims_of(token: str, keys: PublicKeys, audience: str, required: list[str]) -> dict[str, Any]:
    """What one of the keys signed, if it holds now; jwt.InvalidTokenError when none did."""
    key = keys.get(_key_id(token))
    if key is None:
        raise jwt.InvalidTokenError("signed with no key of ours")
    claims: dict[str, Any] = jwt.decode(
        token, key, algorithms=[ALGORITHM], audience=audience, options={"require": required}
    )
    return claims


def _key_id(token: str) -> str:
    """In a tenth of the time of `jwt.get_unverified_header`, whose checks `jwt.decode` makes."""
    try:
        kid = json.loads(urlsafe_b64decode(token.partition(".")[0] + "=="))["kid"]
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise jwt.InvalidTokenError("no key is named") from error
    if not isinstance(kid, str):
        raise jwt.InvalidTokenError("no key is named")
    return kid


def _public_key(pem: bytes) -> Ed25519PublicKey:
    key = load_pem_public_key(pem)
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("not an Ed25519 public key")
    return key


def _base64url(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()
