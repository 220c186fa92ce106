"""What every consumer that is measured does with an event: one row into the store."""

from typing import Any

EFFECTS = "effects"


def effect(event: dict[str, Any]) -> dict[str, Any]:
    return {
        "_id": event["id"],
        "subject": event["subject"],
        "version": event["version"],
        "title": event["data"]["title"],
        "status": event["data"]["status"],
    }
