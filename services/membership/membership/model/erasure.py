"""An erasure: that a person is to be forgotten, who asked, and which services have done so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

AWAITED = ("agenda", "membership", "notify")
"""The services that say when they have erased."""

Ground = Literal["asked", "retention"]
PersonalClass = Literal["identity", "contact"]
EVERYTHING: tuple[PersonalClass, ...] = ("identity", "contact")


@dataclass(kw_only=True)
class Erasure:
    """It names nobody: `representative` is an id, `by` what the caller is known by; of the person it forgets
    these `classes`.

    `confirmations` are `{"service", "at", "blanked"}`, in the order in which they came.
    """

    id: str
    member: str
    representative: str
    ground: Ground
    asked_at: datetime
    by: str
    roles: list[str]
    classes: list[PersonalClass] = field(default_factory=lambda: [*EVERYTHING])
    confirmations: list[dict[str, Any]] = field(default_factory=list)
    completed_at: datetime | None = None
    version: int = 0

    @property
    def awaited(self) -> list[str]:
        """Those that have not said yet that they erased."""
        return sorted(set(AWAITED) - {one["service"] for one in self.confirmations})

    @property
    def status(self) -> str:
        return "asked" if self.awaited else "completed"

    def confirm(self, service: str, at: datetime, blanked: Mapping[str, int]) -> None:
        """A service that erased once more, because its data were restored, stands there once more."""
        self.confirmations.append({"service": service, "at": at, "blanked": dict(blanked)})
        if not self.awaited:
            self.completed_at = max(self.completed_at or at, at)
