"""The installation's own terms, which no dictionary has and every reader expects whole."""

import re
from functools import cache
from pathlib import Path

TERMS = Path(__file__).with_name("terms.th.txt")
SHORTENED = "ฯ"


@cache
def terms() -> frozenset[str]:
    return frozenset(TERMS.read_text(encoding="utf-8").split())


def keep_shortened(page: str) -> str:
    """The page with each shortened term in a span that no line breaks.

    A browser parts Thai by its own dictionary, and well, but for these: ทำงา|นร่วมฯ.
    """
    head, body, rest = page.partition("<body>")
    pieces = re.split(r"(<[^>]*>)", rest)
    pieces[::2] = [_shortened().sub(r'<span class="keep">\g<0></span>', piece) for piece in pieces[::2]]
    return head + body + "".join(pieces)


@cache
def _shortened() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(term) for term in terms() if term.endswith(SHORTENED)))
