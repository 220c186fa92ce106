"""What every service tells when it has forgotten a person."""

from collections.abc import Mapping
from typing import Any

from chassis.envelope import EventType, Told
from chassis.schema import Erased


def completed_by(service: str, example: Mapping[str, Any]) -> EventType:
    return EventType(
        name=f"{service}.erasure.completed.v1",
        schema=Erased(),
        summary=f"{service.capitalize()} has forgotten a person; how many of its rows that changed",
        example=dict(example),
        classification="restricted",
    )


def told(completed: EventType, erasure: str, blanked: Mapping[str, int]) -> Told:
    data = {"id": erasure, "blanked": dict(blanked)}
    return completed.make(subject=f"erasures/{erasure}", version=1, data=data)
