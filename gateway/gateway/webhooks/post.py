"""One event on its way to a partner: signed, posted, and what was answered."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from environs import Env

from chassis import posting, signing
from chassis.envelope import CONTENT_TYPE
from chassis.keys import KeyFile
from chassis.links import Secrets, secrets_of
from chassis.posting import Unreachable, Unsafe
from gateway.collection import Row
from gateway.webhooks import webhook

NOT_ALLOWED = "address_not_allowed"


@dataclass(frozen=True, slots=True)
class Post:
    """`roots` are what secrets are made from; `anywhere` allows addresses that are good for trying only."""

    roots: Secrets
    anywhere: bool = False
    send: Callable[..., int] = posting.post

    @classmethod
    def read(cls, env: Env) -> "Post":
        roots = KeyFile(env.path("WEBHOOK_SECRET_FILE"), secrets_of)
        return cls(roots.current, env.bool("WEBHOOKS_ANYWHERE", False))

    def __call__(self, row: Row, event: dict[str, Any], at: datetime) -> tuple[int | None, str]:
        """The status, None where there was none, and what is said of it."""
        body = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
        secrets = webhook.secrets(row, self.roots(), at)
        signed = signing.headers(event["id"], int(at.timestamp()), body, secrets)
        try:
            status = self.send(row["url"], body, {"Content-Type": CONTENT_TYPE, **signed}, self.anywhere)
        except Unsafe:
            return None, NOT_ALLOWED
        except Unreachable as error:
            return None, str(error)
        return status, str(status)
