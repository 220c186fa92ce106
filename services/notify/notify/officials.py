"""Officials, whom the gateway gives an account: the letter with a link that signs in to it, once.

They are no representatives, and are told nothing else. Their address is kept until the letter has left, or
its link has lost its time, and nowhere else.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from chassis.mongo import Document, Index, Transaction
from notify import store
from notify.audiences import ACCOUNT
from notify.editing import store as templates
from notify.letters import Correspondence

ACCOUNTS, LETTERS = "accounts", "account_letters"
INDEXES = (Index("account_letters_due", LETTERS, [("due_at", 1)]),)
EVER = datetime(1970, 1, 1, tzinfo=UTC)
NAMELESS: Mapping[str, Any] = {"th": {"given": "", "family": ""}}


def write_to(tx: Transaction, wanted: Mapping[str, Any]) -> None:
    """`{account, email, language, secret, until}`."""
    row = {**wanted, "_id": tx.new_id(), "asked_at": tx.now, "due_at": tx.now}
    tx.db[LETTERS].insert_one(row, session=tx.session)


def due(tx: Transaction) -> list[Document]:
    return list(tx.db[LETTERS].find({"due_at": {"$gte": EVER, "$lte": tx.now}}).sort("due_at", 1))


def claim(tx: Transaction, row: Document, lease: timedelta) -> bool:
    guard, change = {"_id": row["_id"], "due_at": row["due_at"]}, {"$set": {"due_at": tx.now + lease}}
    return tx.db[LETTERS].update_one(guard, change, session=tx.session).matched_count == 1


def drop(tx: Transaction, row: Document) -> None:
    tx.db[LETTERS].delete_one({"_id": row["_id"]}, session=tx.session)


def correspondence(tx: Transaction, row: Document) -> Correspondence:
    """To one who has no name here, for the committee itself."""
    committee, id = store.first_committee(tx), f"{ACCOUNTS}/{row['account']}"
    return Correspondence(
        template=ACCOUNT.name,
        language=row["language"],
        about=id,
        at=row["asked_at"],
        facts={name: row[name] for name in ("secret", "until")},
        representative={"_id": id, "name": NAMELESS},
        member=committee,
        committee=committee,
        words=templates.load(tx, ACCOUNT.name).words(row["language"]),
    )
