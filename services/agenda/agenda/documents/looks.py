"""How the parts of a page look in Word: the counterpart of a4.css, as styles that an officer can change.

Lengths in centimetres, sizes in points. Official letters have 16 points of TH Sarabun, which Word sets the
size of Laksaman's 14.
"""

from dataclasses import dataclass
from typing import Literal

FONT = "TH Sarabun New"
SIZE = 16.0
LABEL, NUMBER, INDENT = 3.4, 1.1, 2.5
TEXT_WIDTH = 16.0

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """`tab` is a stop (at the right margin where it is the text's width); `base` the style it stands on."""

    base: str = "Normal"
    size: float = SIZE
    bold: bool = False
    align: Align = "left"
    left: float = 0
    first: float = 0
    before: float = 0
    after: float = 0
    tab: float | None = None
    keep_with_next: bool = False
    ruled: bool = False
    colour: str | None = None


PLAIN = Look()
LOOKS: dict[str, Look] = {
    "draft": Look(bold=True, align="right", colour="9B1C1C"),
    "page": Look(align="center"),
    "masthead": Look(tab=TEXT_WIDTH, after=6, ruled=True),
    "headline": Look(base="Heading 1", size=18, bold=True, before=10, after=6, keep_with_next=True),
    "story p": Look(first=INDENT, after=4),
    "story li": Look(base="List Bullet", left=INDENT + 0.5, first=-0.5, after=2),
    "title h1": Look(base="Heading 1", size=20, bold=True, align="center", keep_with_next=True),
    "title p": Look(align="center", keep_with_next=True),
    "section h2": Look(
        base="Heading 2", bold=True, left=LABEL, first=-LABEL, tab=LABEL, before=8, keep_with_next=True
    ),
    "item": Look(left=LABEL, first=-NUMBER, tab=LABEL, after=2),
    "none": Look(left=LABEL),
    "signature p": Look(left=6, align="center", keep_with_next=True),
    "published": Look(before=12),
    "cell": Look(size=15),
    "cell head": Look(size=15, bold=True, align="center"),
}
"""By the class of a block, or by a class around it and its tag; what is not named is plain."""


def look_of(tag: str, own: list[str], around: list[str]) -> str | None:
    """The name of the look of a block; `around` are the classes about it, the nearest first."""
    names = [*own, *(f"{name} {tag}" for name in around)]
    return next((name for name in names if name in LOOKS), None)
