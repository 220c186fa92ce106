"""What the documents read of the views they are given: a tolerant reader.

A fact that is absent is None, so that its sentence can be left out; a name that is not in `SHAPE` fails in
the template, so that a slip of the pen cannot pass for a missing fact.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

Shape: TypeAlias = Any

FACT: Shape = None
OFFICE_HOLDER: Shape = {"name": FACT, "post": FACT}
RESOLUTION: Shape = {"kind": FACT, "text": FACT, "to": FACT}
ITEM: Shape = {"number": FACT, "title": FACT, "proposed_by": FACT, "status": FACT, "resolution": RESOLUTION}
SHAPE: Shape = {
    "meeting": {
        "status": FACT,
        "number": {"display": FACT},
        "starts_at": FACT,
        "ends_at": FACT,
        "venue": FACT,
        "chair": OFFICE_HOLDER,
        "purpose": FACT,
        "participants": {"count": FACT, "approximate": FACT, "includes": FACT},
        "attended_by": FACT,
        "discussion": FACT,
        "outcomes": FACT,
        "held": FACT,
        "first": FACT,
        "reason": FACT,
    },
    "committee": {
        "name": FACT,
        "short_name": FACT,
        "convener": {
            "name": FACT,
            "press_office": FACT,
            "role": FACT,
            "sdg": FACT,
            "sdg_name": FACT,
        },
        "founding": {"date": FACT, "body": FACT, "after": {"month": FACT, "event": FACT}},
        "membership": {"form": FACT, "who": FACT},
        "right_to_propose": {"what": FACT, "manner": FACT, "subjects": FACT},
        "purposes": FACT,
        "benefits": FACT,
        "convening": {"frequency": FACT},
    },
    "agenda": {"sections": [{"ordinal": FACT, "title": FACT, "if_empty": FACT, "items": [ITEM]}]},
    "document": {
        "status": FACT,
        "published_at": FACT,
        "letter_number": FACT,
        "letter_date": FACT,
        "signatory": OFFICE_HOLDER,
        "acting_for": {"post": FACT, "mode": FACT},
    },
}
REMOVED = "removed"
SIGNED = "signed"
CANCELLED = "cancelled"
STILL_TO_COME = ("planned", "convened")


def complete(shape: Shape, value: Any) -> Any:
    """`value` with every name of `shape` and no other; what is absent or empty is None."""
    if value and isinstance(shape, dict):
        return {name: complete(inner, value.get(name)) for name, inner in shape.items()}
    if value and isinstance(shape, list):
        return [complete(shape[0], each) for each in value]
    return None if value in ("", [], {}) else value


def gather(context: Mapping[str, Any]) -> dict[str, Any]:
    """The names that the templates may use."""
    views = {name: dict.fromkeys(shape) | dict(context.get(name) or {}) for name, shape in SHAPE.items()}
    facts: dict[str, Any] = complete(SHAPE, views)
    sections = [_listed(section) for section in facts["agenda"]["sections"] or []]
    members = context.get("members") or {}
    return facts | {
        "sections": sections,
        "decided": [item for section in sections for item in section["items"] if item["resolution"]],
        "proposers": {id: member.get("name") for id, member in members.items()},
        "unrecorded": facts["meeting"]["held"] and not any(section["items"] for section in sections),
        "phase": _phase(facts["meeting"]["status"]),
        "draft": facts["document"]["status"] != SIGNED,
    }


def _listed(section: dict[str, Any]) -> dict[str, Any]:
    items = [item for item in section["items"] or [] if item["status"] != REMOVED]
    return section | {"items": items}


def _phase(status: str | None) -> str:
    if status == CANCELLED:
        return "cancelled"
    return "to_come" if status in STILL_TO_COME else "past"
