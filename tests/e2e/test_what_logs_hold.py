"""After all stories: what the processes logged names nobody."""

import re

from wara.stack import Stack

PROCESSES = ("gateway", "membership", "agenda", "notify")
SOMEBODYS = {
    "an address": re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    "Thai text": re.compile(r"[\u0e01-\u0e5b]"),
    "a token": re.compile(r"eyJ[\w-]{8,}\.|wara_[0-9a-f]{32}_"),
}


def test_no_line_holds_an_address_a_name_or_a_token(stack: Stack) -> None:
    files = [file for name in PROCESSES for file in stack.folder.log.glob(f"{name}*.log")]
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    assert len(lines) > 20
    held = [(what, line) for line in lines for what, pattern in SOMEBODYS.items() if pattern.search(line)]
    assert not held, held[:5]
