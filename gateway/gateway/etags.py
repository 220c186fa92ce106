"""Versions of aggregates as entity tags: `ETag: "7"`, `If-Match: "7"` (RFC 9110)."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, request
from werkzeug.exceptions import PreconditionRequired

from chassis.errors import Malformed, Stale

IF_MATCH_MALFORMED = "if_match_malformed"
CODES = (IF_MATCH_MALFORMED,)

_OURS = re.compile(r'"(0|[1-9][0-9]{0,15})"')
_ANY_TAG = re.compile(r'(W/)?"[\x21\x23-\x7e\x80-\xff]*"')


def etag(version: int) -> dict[str, str]:
    return {"ETag": f'"{version}"'}


def if_match(*, required: bool = False) -> dict[str, int]:
    """`{"if_match": version}` for the call, or nothing when the client did not say.

    A tag that we never gave (weak, or no number) cannot be the current one: Stale, not malformed.
    """
    header = request.headers.get("If-Match", "*").strip()
    if header == "*":
        if required:
            raise PreconditionRequired()
        return {}
    if ours := _OURS.fullmatch(header):
        return {"if_match": int(ours[1])}
    if _ANY_TAG.fullmatch(header):
        raise Stale()
    raise Malformed(IF_MATCH_MALFORMED)


def conditional(view: Callable[..., Response]) -> Callable[..., Response]:
    """304 instead of what the client says it holds (`If-None-Match`)."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> Response:
        response = view(*args, **kwargs)
        response.make_conditional(request.environ)
        return response

    return answer
