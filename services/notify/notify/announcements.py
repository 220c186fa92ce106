"""What was announced, kept for recipients whose own facts arrive after it."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from chassis.mongo import Document, Index, Transaction

ANNOUNCEMENTS = "announcements"
INDEXES = (Index("announcements_audience", ANNOUNCEMENTS, [("audience", 1)]),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """A fact to be told, kept for recipients whose own facts arrive after it.

    `audience` holds ids of members, or of the committee for all its members; `at` is when it happened.
    """

    cause: str
    template: str
    about: str
    committee: str
    audience: list[str]
    at: datetime
    facts: Document

    @property
    def id(self) -> str:
        return f"{self.cause}|{self.template}"


def remember(tx: Transaction, announcement: Announcement) -> None:
    first = {"$setOnInsert": asdict(announcement)}
    tx.db[ANNOUNCEMENTS].update_one({"_id": announcement.id}, first, upsert=True, session=tx.session)


def announcements_to(tx: Transaction, audience: Collection[str]) -> list[Announcement]:
    found = tx.db[ANNOUNCEMENTS].find({"audience": {"$in": list(audience)}}, session=tx.session)
    names = [one.name for one in fields(Announcement)]
    return [Announcement(**{name: document[name] for name in names}) for document in found]
