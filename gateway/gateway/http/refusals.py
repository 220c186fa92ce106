"""Answers to requests that never reach the application: in English, for no language is known yet."""

import json
from http import HTTPStatus

from gateway import problems, texts


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
        ("X-Content-Type-Options", "nosniff"),
    ]
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append(("Retry-After", str(problems.RETRY_AFTER_SECONDS)))
    return f"{status.value} {status.phrase}", headers, body
