"""The lists of those who are written to by post, or called: which letters wait there for the secretariat.

Rows of their own, because the letters by e-mail are many more, and would each pay for an index.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from chassis.aggregates import Aggregates
from chassis.ids import in_parts
from chassis.mongo import Document, Index, Transaction
from notify.model import Notification, Status
from notify.routing import BY_HAND

COLLECTION = "by_hand"
INDEXES = (Index("by_hand_channel", COLLECTION, [("channel", 1), ("_id", 1)]),)


@dataclass(slots=True, kw_only=True)
class Waiting:
    """A letter, by its id."""

    id: str
    channel: str
    committee: str
    template: str
    version: int = 0


def _to_document(one: Waiting) -> Document:
    return {name: value for name, value in asdict(one).items() if name not in ("id", "version")}


def _from_document(document: Document) -> Waiting:
    return Waiting(**{"id" if name == "_id" else name: value for name, value in document.items()})


lists: Aggregates[Waiting] = Aggregates(COLLECTION, _to_document, _from_document, indexes=INDEXES)


def put(tx: Transaction, letters: Iterable[Notification]) -> None:
    lists.add(
        tx,
        *(
            Waiting(id=one.id, channel=one.channel, committee=one.committee, template=one.template)
            for one in letters
        ),
    )


def take_off(tx: Transaction, letters: Iterable[Notification]) -> None:
    """Those of them that wait no more."""
    done = [one.id for one in letters if one.channel in BY_HAND and one.status is not Status.QUEUED]
    for part in in_parts(done):
        tx.db[COLLECTION].delete_many({"_id": {"$in": part}}, session=tx.session)
