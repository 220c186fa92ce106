"""How the store answers a query, as it explains it."""

from typing import Any


def stages(plan: dict[str, Any]) -> list[str]:
    """Of a winning plan, the outermost first."""
    inner = [plan[name] for name in ("inputStage",) if name in plan] + plan.get("inputStages", [])
    return [plan["stage"], *(stage for one in inner for stage in stages(one))]
