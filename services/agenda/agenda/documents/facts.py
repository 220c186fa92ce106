"""What the documents read of the views they are given: a tolerant reader.

A fact that is absent is None, so that its sentence can be left out; a name that is not in `SHAPE` fails in
the template, so that a slip of the pen cannot pass for a missing fact.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

from agenda.documents.texts import dictionary_order

Shape: TypeAlias = Any

FACT: Shape = None
OFFICE_HOLDER: Shape = {"name": FACT, "post": FACT}
RESOLUTION: Shape = {"kind": FACT, "text": FACT, "to": FACT}
ITEM: Shape = {
    "number": FACT,
    "title": FACT,
    "proposed_by": FACT,
    "status": FACT,
    "resolution": RESOLUTION,
    "notes": FACT,
}
ORGANISATION: Shape = {
    "name": FACT,
    "kind": FACT,
    "addressee": {"office": FACT, "salutation": FACT, "closing": FACT},
}
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
            "office": {"name": FACT, "location": FACT, "reached_by": FACT},
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
        "references": FACT,
        "enclosures": FACT,
        "reply_by": FACT,
        "remarks": FACT,
        "began": FACT,
        "ended": FACT,
        "recorder": OFFICE_HOLDER,
    },
    "recipient": ORGANISATION,
    "attendance": {
        "came": [{**ORGANISATION, "persons": FACT}],
        "away": [{**ORGANISATION, "excused": FACT}],
    },
}
REPORT: Shape = {
    "year_be": FACT,
    "received": FACT,
    "meetings": [{**SHAPE["meeting"], "items": [ITEM]}],
}
SEATED: Shape = {**ORGANISATION, "seats": [OFFICE_HOLDER]}
GUEST: Shape = {**OFFICE_HOLDER, "organisation": FACT}
SIDES = ("government_agency", "civil_society", "expert_commission", "observer")
RESOLUTIONS = ("noted", "agreed", "referred_up", "action")
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
    sheet = complete([SEATED], context.get("sheet") or []) or []
    return facts | {
        "sections": sections,
        "decided": [item for section in sections for item in section["items"] if item["resolution"]],
        "proposers": {id: member.get("name") for id, member in members.items()},
        "unrecorded": facts["meeting"]["held"] and not any(section["items"] for section in sections),
        "sides": _by_side(sheet),
        "guests": complete([GUEST], context.get("guests") or []) or [],
        "came": _in_order(facts["attendance"]["came"] or []),
        "away": _in_order(facts["attendance"]["away"] or []),
        "year": _year(complete(REPORT, context.get("report"))),
        "phase": _phase(facts["meeting"]["status"]),
        "draft": facts["document"]["status"] != SIGNED,
    }


def _listed(section: dict[str, Any]) -> dict[str, Any]:
    items = [item for item in section["items"] or [] if item["status"] != REMOVED]
    return section | {"items": items}


def _by_side(sheet: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those who may come, each side for itself."""
    sides = [
        {"kind": kind, "members": _in_order([one for one in sheet if one["kind"] == kind])} for kind in SIDES
    ]
    return [side for side in sides if side["members"]]


def _in_order(organisations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Government before civil society, and each side in the order of a Thai dictionary."""
    return sorted(organisations, key=lambda one: (SIDES.index(one["kind"]), dictionary_order(one["name"])))


def _year(report: dict[str, Any] | None) -> dict[str, Any] | None:
    """The meetings that were held, what they resolved, and how often each way."""
    if report is None:
        return None
    meetings = [one for one in report["meetings"] or [] if _phase(one["status"]) == "past"]
    listed = [item for one in meetings for item in one["items"] or [] if item["status"] != REMOVED]
    resolved = [item for item in listed if item["resolution"]]
    kinds = [item["resolution"]["kind"] for item in resolved]
    return report | {
        "meetings": meetings,
        "proposals": [item for item in listed if item["proposed_by"]],
        "resolved": resolved,
        "counts": {kind: kinds.count(kind) for kind in RESOLUTIONS},
        "referred": [item for item in resolved if item["resolution"]["kind"] == "referred_up"],
        "adjourned": [item for item in listed if item["status"] == "adjourned"],
    }


def _phase(status: str | None) -> str:
    if status == CANCELLED:
        return "cancelled"
    return "to_come" if status in STILL_TO_COME else "past"
