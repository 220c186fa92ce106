"""The installation's own terms, which no dictionary has and every reader expects whole."""

import re
from functools import cache
from pathlib import Path

TERMS = Path(__file__).with_name("terms.th.txt")
SHORTENED = "ฯ"
NOTHING = r"(?!)"


@cache
def terms(file: Path = TERMS) -> frozenset[str]:
    return frozenset(file.read_text(encoding="utf-8").split())


def keep_shortened(page: str, file: Path = TERMS) -> str:
    """The page with each shortened term in a span that no line breaks.

    A browser parts Thai by its own dictionary, and well, but for these: ทำงา|นร่วมฯ.
    """
    head, body, rest = page.partition("<body>")
    pieces = re.split(r"(<[^>]*>)", rest)
    shortened = _shortened(file)
    pieces[::2] = [shortened.sub(r'<span class="keep">\g<0></span>', piece) for piece in pieces[::2]]
    return head + body + "".join(pieces)


@cache
def _shortened(file: Path) -> re.Pattern[str]:
    shortened = [re.escape(term) for term in sorted(terms(file)) if term.endswith(SHORTENED)]
    return re.compile("|".join(shortened) or NOTHING)
