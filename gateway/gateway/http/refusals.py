"""Answers to requests that never reach the application: in English, for no language is known yet."""

import json
from collections.abc import Callable
from http import HTTPStatus

from gateway import problems, texts
from gateway.doorway import API_POLICY, HEADERS

Told = Callable[[HTTPStatus, str, str], None]
"""Hears of each: its status, the address at the other end, and what `X-Forwarded-For` says."""


def refusal(status: HTTPStatus) -> tuple[str, list[tuple[str, str]], bytes]:
    """Status line, headers and problem+json body."""
    code = problems.CODE_BY_STATUS.get(status, "malformed")
    body = json.dumps(
        {"type": f"/problems#{code}", "title": texts.title(code, code, "en"), "status": status, "code": code}
    ).encode()
    headers = [
        ("Content-Type", problems.MEDIA_TYPE),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", API_POLICY),
        *HEADERS.items(),
    ]
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append(("Retry-After", str(problems.RETRY_AFTER_SECONDS)))
    return f"{status.value} {status.phrase}", headers, body
