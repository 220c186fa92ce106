"""What the start page shows: the group, and its newest meetings with the documents its reader may see."""

from typing import Any

from chassis.errors import NotFound, WaraError
from gateway import ask
from gateway.schemas.documents import FOR_EVERYBODY

SHOWN = 10
_READ = 100


def group() -> dict[str, str] | None:
    """The name of the installation's first committee; None when it cannot be had just now."""
    try:
        return dict(ask.query("membership", "get_committee", {})["name"])
    except WaraError:
        return None


def newest() -> list[dict[str, Any]] | None:
    """None when they cannot be had just now: the page is of use without them."""
    try:
        meetings = ask.query("agenda", "list_meetings", {"limit": _READ})["items"]
        meetings = sorted(meetings, key=lambda meeting: str(meeting["starts_at"]), reverse=True)[:SHOWN]
        return [{**meeting, "documents": _published(meeting["id"])} for meeting in meetings]
    except WaraError:
        return None


def _published(meeting: str) -> list[str]:
    return [kind for kind in FOR_EVERYBODY if _is_published(meeting, kind)]


def _is_published(meeting: str, kind: str) -> bool:
    try:
        return "published_at" in ask.query("agenda", "get_document", {"id": meeting, "kind": kind})
    except NotFound:
        return False
