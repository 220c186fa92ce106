"""The programs that docs/integrators.md shows, as they stand there."""

import re

from wara.site import ROOT

GUIDE = ROOT / "docs/integrators.md"


def text_of(name: str) -> str:
    """Of the block that begins with `# <name>`."""
    blocks: list[str] = re.findall(
        r"```(?:python|sh)\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL
    )
    [text] = [block for block in blocks if block.startswith(f"# {name}\n")]
    return text
