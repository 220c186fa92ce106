"""What an answer may never show of the inside."""

import re

INSIDE = re.compile(
    rb"Traceback|site-packages|\.py\b|, line \d+|0x[0-9a-f]{8,}>"
    rb"|\b[A-Z][A-Za-z]*(Error|Exception)\b"
    rb"|\b(werkzeug|marshmallow|pymongo|nameko|eventlet|kombu|chassis)\b"
)


def leaked(answer: bytes) -> list[bytes]:
    return [found.group() for found in INSIDE.finditer(answer)]
