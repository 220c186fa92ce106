"""Which character each glyph of a font stands for, by the font itself."""

import io
import re
from functools import cache

from fontTools.ttLib import TTFont

PRIVATE = range(0xE000, 0xF900)
NAMED = re.compile(r"uni([0-9A-F]{4})(?:\.|\Z)")


@cache
def characters(font: bytes, index: int) -> dict[int, str]:
    """By the number of the glyph. One that is moved or reshaped stands for what its name says it is of."""
    read = TTFont(io.BytesIO(font), fontNumber=index, lazy=True)
    encoded = {name: code for code, name in sorted(read.getBestCmap().items(), reverse=True)}
    found: dict[int, str] = {}
    for number, name in enumerate(read.getGlyphOrder()):
        code, named = encoded.get(name), NAMED.match(name)
        if code is not None and code not in PRIVATE:
            found[number] = chr(code)
        elif named:
            found[number] = chr(int(named.group(1), 16))
    return found
