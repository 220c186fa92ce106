"""For how long another side asks to be left in peace: the header `Retry-After` (RFC 9110, 10.2.3)."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

ASKING = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
"""With another status it is not looked at."""
NOTHING = timedelta()
_SECONDS = re.compile(r"[0-9]{1,9}", re.ASCII)


def asked(status: int, said: str | None, now: datetime) -> timedelta:
    """Nothing where it does not ask, or nobody can tell for how long; what to make of it is the caller's."""
    if said is None or status not in ASKING:
        return NOTHING
    if _SECONDS.fullmatch(said.strip()):
        return timedelta(seconds=int(said))
    try:
        until = parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return NOTHING
    return max(until.replace(tzinfo=until.tzinfo or UTC) - now, NOTHING)
