"""The programs that docs/integrators.md shows, as files."""

import re
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs/integrators.md"


def program(name: str, folder: Path) -> Path:
    """The block of the page that begins with `# <name>`, as a file."""
    blocks = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    [text] = [block for block in blocks if block.startswith(f"# {name}\n")]
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
