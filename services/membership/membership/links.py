"""The link that is sent to an address, to know that it is right: signed, good for a time, and for once.

For once, because what it confirms is confirmed then. It is signed for the address that it was sent to, by a
digest: after a correction the link to the wrong one is worth nothing.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import jwt
from environs import Env, EnvError

from membership.errors import LINK_EXPIRED, LINK_INVALID, Conflict, Denied
from membership.model.representative import Representative

ALGORITHM = "HS256"
PURPOSE = "confirm"
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Links:
    secret: bytes

    def token(self, person: Representative, good_until: datetime) -> str:
        claims = {
            "aud": PURPOSE,
            "sub": person.id,
            "address": address_mark(person.email),
            "exp": int(good_until.timestamp()),
        }
        return jwt.encode(claims, self.secret, algorithm=ALGORITHM)

    def person(self, token: str) -> str:
        """The id of whom it was sent to; Denied where it is none of ours, Conflict where its time is over."""
        return str(self._claims(token)["sub"])

    def must_be_for(self, token: str, person: Representative) -> None:
        """Denied where it was sent to another address than this person has."""
        if self._claims(token)["address"] != address_mark(person.email):
            raise Denied(LINK_INVALID)

    def _claims(self, token: str) -> dict[str, object]:
        required = ["aud", "sub", "exp", "address"]
        try:
            claims: dict[str, object] = jwt.decode(
                token, self.secret, algorithms=[ALGORITHM], audience=PURPOSE, options={"require": required}
            )
        except jwt.ExpiredSignatureError as error:
            raise Conflict(LINK_EXPIRED) from error
        except jwt.InvalidTokenError as error:
            raise Denied(LINK_INVALID) from error
        return claims


def address_mark(email: str | None) -> str:
    """No link is for whom was erased, and who has no address any more."""
    return "" if email is None else hashlib.sha256(email.casefold().encode()).hexdigest()[:16]


def read(env: Env) -> Links:
    """EnvError where the file of `LINK_SECRET_FILE` is not there, or holds less than 32 bytes."""
    return Links(_secret(env.path("LINK_SECRET_FILE")))


@cache
def _secret(file: Path) -> bytes:
    try:
        secret = file.read_bytes().strip()
    except OSError as error:
        raise EnvError(f"LINK_SECRET_FILE: {error}") from error
    if len(secret) < SECRET_BYTES:
        raise EnvError(f"LINK_SECRET_FILE: {file} holds less than {SECRET_BYTES} bytes")
    return secret
