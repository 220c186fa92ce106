"""One event on its way to a partner: signed, posted, and what was answered."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from environs import Env

from chassis import posting, retry_after, signing
from chassis.envelope import CONTENT_TYPE
from chassis.keys import KeyFile
from chassis.links import Secrets, secrets_of
from chassis.posting import Answer, Unreachable, Unsafe
from gateway.collection import Row
from gateway.webhooks import webhook

NOT_ALLOWED = "address_not_allowed"


class Posted(NamedTuple):
    """The status, None where there was none; what is said of it; for how long it asks to be left in peace."""

    status: int | None
    said: str
    wait: timedelta = retry_after.NOTHING


@dataclass(frozen=True, slots=True)
class Post:
    """`roots` are what secrets are made from; `anywhere` allows addresses that are good for trying only."""

    roots: Secrets
    anywhere: bool = False
    send: Callable[..., Answer] = posting.post

    @classmethod
    def read(cls, env: Env) -> "Post":
        roots = KeyFile(env.path("WEBHOOK_SECRET_FILE"), secrets_of)
        return cls(roots.current, env.bool("WEBHOOKS_ANYWHERE", False))

    def __call__(self, row: Row, event: dict[str, Any], at: datetime) -> Posted:
        body = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
        secrets = webhook.secrets(row, self.roots(), at)
        signed = signing.headers(event["id"], int(at.timestamp()), body, secrets)
        try:
            answer = self.send(row["url"], body, {"Content-Type": CONTENT_TYPE, **signed}, self.anywhere)
        except Unsafe:
            return Posted(None, NOT_ALLOWED)
        except Unreachable as error:
            return Posted(None, str(error))
        return Posted(answer.status, str(answer.status), answer.wait)
