"""A link in a letter does one thing for one person, without sign-in: signed, and good for a time.

Whoever has the secret may make them, so each service has its own. Its file has one a line, and may change
while processes run: with the first is signed, and all are believed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import jwt
from environs import EnvError

from chassis.keys import KeyFile

ALGORITHM = "HS256"
SECRET_BYTES = 32
Secrets = Callable[[], Sequence[bytes]]


class LinkExpired(Exception):
    """Its time is over."""


class LinkInvalid(Exception):
    """It is none of ours, or is not for this."""


@dataclass(frozen=True, slots=True)
class Links:
    secrets: Secrets

    def token(self, purpose: str, subject: str, good_until: datetime, **claims: str) -> str:
        """The same for the same, whenever it is made: a letter that is sent again says the same."""
        claimed = {"aud": purpose, "sub": subject, "exp": int(good_until.timestamp()), **claims}
        return jwt.encode(claimed, self.secrets()[0], algorithm=ALGORITHM)

    def claims(self, purpose: str, token: str, *required: str) -> dict[str, Any]:
        """What was claimed for this purpose, `sub` and what is `required` among it."""
        options: Any = {"require": ["aud", "sub", "exp", *required]}
        for secret in self.secrets():
            try:
                claimed: dict[str, Any] = jwt.decode(
                    token, secret, algorithms=[ALGORITHM], audience=purpose, options=options
                )
                return claimed
            except jwt.InvalidSignatureError:
                continue
            except jwt.ExpiredSignatureError as error:
                raise LinkExpired from error
            except jwt.InvalidTokenError as error:
                raise LinkInvalid from error
        raise LinkInvalid


@cache
def of_secret(file: Path) -> Links:
    """EnvError where the file of `LINK_SECRET_FILE` is not there, or has no line of 32 bytes."""
    try:
        return Links(KeyFile(file, secrets_of).current)
    except (OSError, ValueError) as error:
        raise EnvError(f"LINK_SECRET_FILE: {file}: {error}") from error


def secrets_of(content: bytes) -> list[bytes]:
    """ValueError where there is none, or one that may be guessed."""
    secrets = content.split()
    if not secrets or min(map(len, secrets)) < SECRET_BYTES:
        raise ValueError(f"a secret is a line of {SECRET_BYTES} bytes or more")
    return secrets
