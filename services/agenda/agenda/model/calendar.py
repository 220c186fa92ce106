"""The calendar of a member's meetings, which programs that cannot sign in read by a secret in its address."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True, kw_only=True)
class Calendar:
    """Has the member's id. Of the secret a digest is kept; a new one, or none, puts an end to the old."""

    id: str
    digest: str | None = None
    made_at: datetime | None = None
    version: int = 0

    def open_to(self, secret: str, at: datetime) -> None:
        self.digest, self.made_at = _digest(secret), at

    def revoke(self) -> None:
        self.digest = self.made_at = None

    def is_open_to(self, secret: str) -> bool:
        return self.digest is not None and hmac.compare_digest(self.digest, _digest(secret))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
