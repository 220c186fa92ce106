"""How the parts of a page look in Word: the counterpart of a4.css, as styles that an officer can change.

Lengths in centimetres, sizes in points. Official letters have 16 points of TH Sarabun, which Word sets the
size of Laksaman's 14.
"""

from dataclasses import dataclass
from typing import Literal

FONT = "TH Sarabun New"
SIZE = 16.0
LABEL, NUMBER, INDENT = 3.4, 1.3, 2.5
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
    "emblem": Look(align="center"),
    "sent-by": Look(tab=8.5),
    "sent-from": Look(left=8.5),
    "dated": Look(left=8.5, before=6, after=6),
    "topic": Look(base="Heading 1", left=1.3, first=-1.3, tab=1.3, after=4),
    "subject": Look(left=1.3, first=-1.3, tab=1.3, after=4),
    "with": Look(left=3, first=-3, tab=3),
    "name": Look(left=6, align="center", before=36, keep_with_next=True),
    "office p": Look(),
    "title h2": Look(base="Heading 1", size=18, bold=True, align="center", keep_with_next=True),
    "roll h2": Look(base="Heading 2", bold=True, before=6, keep_with_next=True),
    "side h2": Look(base="Heading 2", bold=True, before=8, after=4, keep_with_next=True),
    "came": Look(left=0.9, first=-0.9, tab=0.9),
    "hour": Look(before=8, after=8),
    "note": Look(first=INDENT, after=4),
    "matter h3": Look(base="Heading 3", left=LABEL, first=-NUMBER, tab=LABEL, after=2),
    "matter p": Look(left=LABEL, after=4),
    "return": Look(before=10),
    "cell": Look(size=15),
    "count": Look(size=15, align="center"),
    "figure": Look(size=15, align="right"),
    "cell head": Look(size=15, bold=True, align="center"),
}
"""By the class of a block, or by a class around it and its tag; what is not named is plain."""


def look_of(tag: str, own: list[str], around: list[str]) -> str | None:
    """The name of the look of a block; `around` are the classes about it, the nearest first."""
    names = [*own, *(f"{name} {tag}" for name in around)]
    return next((name for name in names if name in LOOKS), None)
