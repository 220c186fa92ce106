"""The chart of the goals: where each bar stands and how long it is. `templates/sdgs.svg` draws it.

Every bar has its number beside it and every kind its own line, so that nothing is said by colour alone.
"""

from collections.abc import Mapping
from typing import Any

from chassis.call import Language
from chassis.thai import BUDDHIST_ERA
from gateway.texts import TEXTS, in_digits

KINDS = (("proposals", "#1b6ca8"), ("decisions", "#2e7d32"), ("referrals", "#8e5a00"), ("actions", "#8b1e5b"))
LABEL, WIDTH, ROOM, TOP = 340, 800, 400, 70
BAR, GAP, SPACE = 10, 2, 14
ROW = len(KINDS) * (BAR + GAP) + SPACE


def chart(report: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """The values for the template."""
    words = TEXTS[language]["pages"]
    most = max(1, *(figure(goal, kind) for goal in report["goals"] for kind, _ in KINDS))
    year = report["year_be"] if language == "th" else report["year_be"] - BUDDHIST_ERA
    goals = [_goal(goal, place, most, language) for place, goal in enumerate(report["goals"])]
    return {
        "language": language,
        "words": words,
        "year": in_digits(str(year), language),
        "width": WIDTH,
        "height": TOP + ROW * len(goals),
        "label": LABEL,
        "bar": BAR,
        "legend": [
            {"x": 10 + place * 180, "color": color, "word": words[kind]}
            for place, (kind, color) in enumerate(KINDS)
        ],
        "goals": goals,
    }


def figure(goal: Mapping[str, Any], kind: str) -> int:
    found = goal[kind]
    return int(found["total"] if isinstance(found, Mapping) else found)


def _goal(goal: Mapping[str, Any], place: int, most: int, language: Language) -> dict[str, Any]:
    top = TOP + place * ROW
    bars = [
        {
            "y": top + line * (BAR + GAP),
            "length": round(ROOM * figure(goal, kind) / most),
            "color": color,
            "count": in_digits(str(figure(goal, kind)), language),
        }
        for line, (kind, color) in enumerate(KINDS)
    ]
    name = goal["name"].get(language) or next(iter(goal["name"].values()))
    return {"y": top, "name": f"{in_digits(str(goal['goal']), language)} {name}", "bars": bars}
