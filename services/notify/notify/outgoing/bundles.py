"""The words of what was sent, for as long as they are kept: of letters that were marked together, in one row.

Letters that leave together say almost the same, so together they take a fifth of the room. Links that open a
door for their reader are kept without their seal: whoever reads the letter later may not come in by them.
"""

import json
import re
import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from chassis.ids import in_parts
from chassis.mongo import Document, Index, Transaction
from notify.letters import Letter
from notify.model import Notification
from notify.outgoing.deliveries import EVER

BUNDLES = "bundles"
INDEXES = (Index("bundles_at", BUNDLES, [("at", 1)]),)
_SEALED = re.compile(r"token=[^&\s\"'<>]+")

Words = dict[str, Any]
"""Of a letter; or of several, by the notification's id."""


def keep(tx: Transaction, letters: Iterable[Notification], words: Mapping[str, Words]) -> None:
    """Those that there are of these letters, by id; each letter then knows where."""
    if not words:
        return
    id = tx.new_id()
    tx.db[BUNDLES].insert_one({"_id": id, "at": tx.now, "words": packed(words)}, session=tx.session)
    for one in letters:
        if one.id in words:
            one.bundle = id


def letter(tx: Transaction, bundle: str, notification: str) -> Words | None:
    """Language, subject, text and HTML; None when it is no longer kept."""
    row = tx.db[BUNDLES].find_one({"_id": bundle}, session=tx.session)
    return unpacked(row["words"]).get(notification) if row else None


def of(letters: Iterable[Document]) -> dict[str, str]:
    """Of rows of notifications, where the words of each are or were kept."""
    return {one["_id"]: one["bundle"] for one in letters if one.get("bundle")}


def kept(tx: Transaction, letters: Mapping[str, str]) -> set[str]:
    """Of notifications, each with its bundle, those whose words are still there."""
    found = {row["_id"]: unpacked(row["words"]) for row in _rows(tx, letters.values())}
    return {id for id, bundle in letters.items() if id in found.get(bundle, {})}


def forget(tx: Transaction, letters: Mapping[str, str]) -> int:
    """Takes the words of these out, each from its bundle; returns of how many there were any."""
    count = 0
    for row in _rows(tx, letters.values()):
        words = unpacked(row["words"])
        left = {id: one for id, one in words.items() if id not in letters}
        count += len(words) - len(left)
        if left:
            change = {"$set": {"words": packed(left)}}
            tx.db[BUNDLES].update_one({"_id": row["_id"]}, change, session=tx.session)
        else:
            tx.db[BUNDLES].delete_one({"_id": row["_id"]}, session=tx.session)
    return count


def older(tx: Transaction, before: datetime, limit: int) -> list[str]:
    """Ids of bundles whose time is over."""
    among = {"at": {"$gte": EVER, "$lt": before}}
    found = tx.db[BUNDLES].find(among, {"_id": 1}, session=tx.session).sort("at", 1)
    return [row["_id"] for row in found.limit(limit)]


def remove(tx: Transaction, ids: Iterable[str]) -> None:
    for part in in_parts(ids):
        tx.db[BUNDLES].delete_many({"_id": {"$in": part}}, session=tx.session)


def without_seals(letter: Letter) -> Words:
    return {
        "language": letter.language,
        "subject": letter.subject,
        "text": _SEALED.sub("token=…", letter.text),
        "html": _SEALED.sub("token=…", letter.html),
    }


def packed(words: Mapping[str, Any]) -> bytes:
    return zlib.compress(json.dumps(words, ensure_ascii=False).encode())


def unpacked(words: bytes) -> Words:
    found: Words = json.loads(zlib.decompress(words))
    return found


def _rows(tx: Transaction, bundles: Iterable[str]) -> list[Document]:
    parts = in_parts(sorted(set(bundles)))
    return [row for part in parts for row in tx.db[BUNDLES].find({"_id": {"$in": part}}, session=tx.session)]
