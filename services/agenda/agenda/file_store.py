"""Queries about files."""

from datetime import datetime

from agenda.model.attachment import Attachment, Status
from agenda.store import ATTACHMENTS, EVER
from chassis.mongo import Transaction


def upload(tx: Transaction, upload: str) -> Attachment | None:
    """The one begun under this id."""
    return next(iter(ATTACHMENTS.find(tx, {"upload": upload})), None)


def kept_attachments_of(tx: Transaction, about: str) -> list[Attachment]:
    return ATTACHMENTS.find(tx, {"about": about, "status": Status.KEPT})


def attachments_of(tx: Transaction, about: str) -> int:
    """How many there are, with those that are still coming."""
    arriving = ATTACHMENTS.find(tx, {"about": about, "status": Status.ARRIVING})
    return len(kept_attachments_of(tx, about)) + len(arriving)


def uploads_begun(tx: Transaction, before: datetime, limit: int) -> list[str]:
    """Ids of files whose parts have been awaited since before then."""
    begun = {"arriving_since": {"$gte": EVER, "$lt": before}}
    found = tx.db["attachments"].find(begun, {"_id": 1}, session=tx.session)
    return [row["_id"] for row in found.sort("arriving_since", 1).limit(limit)]


def delete_attachment(tx: Transaction, attachment: Attachment) -> None:
    guard = {"_id": attachment.id, "version": attachment.version}
    tx.db["attachments"].delete_one(guard, session=tx.session)
