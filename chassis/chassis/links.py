"""A link in a letter does one thing for one person, without sign-in: signed, and good for a time.

Whoever has the secret may make them, so each service has its own.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import jwt
from environs import EnvError

ALGORITHM = "HS256"
SECRET_BYTES = 32


class LinkExpired(Exception):
    """Its time is over."""


class LinkInvalid(Exception):
    """It is none of ours, or is not for this."""


@dataclass(frozen=True, slots=True)
class Links:
    secret: bytes

    def token(self, purpose: str, subject: str, good_until: datetime, **claims: str) -> str:
        """The same for the same, whenever it is made: a letter that is sent again says the same."""
        claimed = {"aud": purpose, "sub": subject, "exp": int(good_until.timestamp()), **claims}
        return jwt.encode(claimed, self.secret, algorithm=ALGORITHM)

    def claims(self, purpose: str, token: str, *required: str) -> dict[str, Any]:
        """What was claimed for this purpose, `sub` and what is `required` among it."""
        options: Any = {"require": ["aud", "sub", "exp", *required]}
        try:
            claimed: dict[str, Any] = jwt.decode(
                token, self.secret, algorithms=[ALGORITHM], audience=purpose, options=options
            )
        except jwt.ExpiredSignatureError as error:
            raise LinkExpired from error
        except jwt.InvalidTokenError as error:
            raise LinkInvalid from error
        return claimed


@cache
def of_secret(file: Path) -> Links:
    """EnvError where the file of `LINK_SECRET_FILE` is not there, or holds less than 32 bytes."""
    try:
        secret = file.read_bytes().strip()
    except OSError as error:
        raise EnvError(f"LINK_SECRET_FILE: {error}") from error
    if len(secret) < SECRET_BYTES:
        raise EnvError(f"LINK_SECRET_FILE: {file} holds less than {SECRET_BYTES} bytes")
    return Links(secret)
