"""Mails that came in ⇄ documents."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import datetime

from chassis.aggregates import Aggregates
from chassis.ids import in_parts
from chassis.mongo import Document, Index, Transaction
from notify.errors import MAIL_NOT_FOUND
from notify.incoming.mail import IncomingMail, State
from notify.outgoing.deliveries import EVER

COLLECTION = "incoming"
INDEXES = (
    Index("incoming_state", COLLECTION, [("state", 1), ("_id", 1)]),
    Index("incoming_recipient", COLLECTION, [("recipient", 1), ("_id", 1)]),
    Index("incoming_content_since", COLLECTION, [("content_since", 1)]),
)


def _to_document(mail: IncomingMail) -> Document:
    document = asdict(mail)
    del document["id"], document["version"]
    return {**document, "state": str(mail.state)}


def _from_document(document: Document) -> IncomingMail:
    values = {**document, "id": document["_id"], "state": State(document["state"])}
    return IncomingMail(**{one.name: values[one.name] for one in fields(IncomingMail) if one.name in values})


mails: Aggregates[IncomingMail] = Aggregates(
    COLLECTION, _to_document, _from_document, MAIL_NOT_FOUND, INDEXES
)


def older(tx: Transaction, before: datetime, limit: int) -> list[str]:
    """Ids of those whose content has been kept since before that time."""
    among = {"content_since": {"$gte": EVER, "$lt": before}}
    found = tx.db[COLLECTION].find(among, {"_id": 1}, session=tx.session).sort("content_since", 1)
    return [row["_id"] for row in found.limit(limit)]


def among(tx: Transaction, ids: Iterable[str]) -> list[IncomingMail]:
    return [one for part in in_parts(ids) for one in mails.find(tx, {"_id": {"$in": part}})]
