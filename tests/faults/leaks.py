"""What an answer may never show of the inside."""

import re

INSIDE = re.compile(
    rb"Traceback|site-packages|\.py\b|, line \d+|0x[0-9a-f]{8,}>"
    rb"|\b[A-Z][A-Za-z]*(Error|Exception)\b"
    rb"|\b(werkzeug|marshmallow|pymongo|nameko(?!\":)|eventlet|kombu|chassis)\b"
)
"""`nameko` is a field too, of what a partner is granted."""


def leaked(answer: bytes, asked: bytes) -> list[bytes]:
    """But for what was `asked`: an answer names the field that it does not know."""
    return [found for one in INSIDE.finditer(answer) if (found := one.group()) not in asked]
