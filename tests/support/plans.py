"""How the store answers a query, as it explains it."""

from collections.abc import Iterator
from typing import Any


def stages(plan: dict[str, Any]) -> Iterator[str]:
    """Of a winning plan, the outermost first."""
    yield plan["stage"]
    for inner in (plan.get("inputStage"), *plan.get("inputStages", ())):
        if inner is not None:
            yield from stages(inner)
