"""Where people want their notifications posted to.

Their secrets are made from notify's own. While that is being replaced, what is made from either signs.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Literal

from chassis import signing
from chassis.aggregates import Aggregates
from chassis.errors import NotFound
from chassis.ids import in_parts
from chassis.mongo import Document, Transaction
from notify.errors import WEBHOOK_NOT_FOUND

COLLECTION = "webhooks"


@dataclass(slots=True, kw_only=True)
class Webhook:
    """`id` is the person's. `seed` is of this registration alone; `edition` counts its secrets, of which the
    one before is good until `both_until`. A `disabled` one has answered that it is gone."""

    id: str
    url: str
    seed: str
    created_at: datetime
    updated_at: datetime
    edition: int = 1
    both_until: datetime | None = None
    status: Literal["active", "disabled"] = "active"
    version: int = 0

    def lead_to(self, url: str, at: datetime) -> None:
        self.url, self.status, self.updated_at = url, "active", at

    def rotate(self, at: datetime) -> None:
        self.edition, self.both_until, self.updated_at = self.edition + 1, at + signing.BOTH_FOR, at

    def secrets(self, roots: Sequence[bytes], at: datetime) -> list[bytes]:
        """What is signed with, the newest first."""
        both = self.both_until is not None and at < self.both_until
        return signing.secrets_of(roots, self.seed, self.edition, both=both)


def _to_document(webhook: Webhook) -> Document:
    document = asdict(webhook)
    del document["id"], document["version"]
    return document


def _from_document(document: Document) -> Webhook:
    values = {**document, "id": document["_id"]}
    return Webhook(**{one.name: values[one.name] for one in fields(Webhook) if one.name in values})


WEBHOOKS: Aggregates[Webhook] = Aggregates(COLLECTION, _to_document, _from_document, WEBHOOK_NOT_FOUND)


def find(tx: Transaction, person: str) -> Webhook | None:
    try:
        return WEBHOOKS.get(tx, person)
    except NotFound:
        return None


def among(tx: Transaction, representatives: Sequence[Document]) -> set[str]:
    """The ids of those who have one. Mostly nobody has."""
    if tx.db[COLLECTION].find_one({}, {"_id": 1}, session=tx.session) is None:
        return set()
    parts = in_parts(one["_id"] for one in representatives)
    found = (tx.db[COLLECTION].find({"_id": {"$in": part}}, session=tx.session) for part in parts)
    return {row["_id"] for rows in found for row in rows if row["status"] == "active"}


def disable(tx: Transaction, webhook: Webhook) -> None:
    """The registration that was used; one that has replaced it since is left alone."""
    change = {"$set": {"status": "disabled", "updated_at": tx.now}, "$inc": {"version": 1}}
    guard = {"_id": webhook.id, "seed": webhook.seed, "url": webhook.url}
    tx.db[COLLECTION].update_one(guard, change, session=tx.session)


def remove(tx: Transaction, person: str) -> bool:
    return tx.db[COLLECTION].delete_one({"_id": person}, session=tx.session).deleted_count == 1
