"""Command ids: the same for a command that a client repeats, so that it is done once."""

import hashlib
import re

from flask import request

from chassis.call import Caller
from chassis.errors import Malformed
from chassis.ids import new_id

KEY_MALFORMED = "idempotency_key_malformed"
CODES = (KEY_MALFORMED,)
HEADER = "Idempotency-Key"

_KEY = re.compile(r"[\x21-\x7e]{1,255}")


def command_id(caller: Caller, route: str) -> str:
    """A hash of caller, route and key; without a key a new one, which protects nothing."""
    key = request.headers.get(HEADER)
    if key is None:
        return new_id()
    if not _KEY.fullmatch(key):
        raise Malformed(KEY_MALFORMED)
    return hashlib.sha256("\n".join((caller.id, route, key)).encode()).hexdigest()
