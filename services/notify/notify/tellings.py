"""How far an announcement to many has come: it is told in portions, each in a transaction of its own."""

from collections.abc import Sequence

from chassis.mongo import Document, Transaction
from chassis.stretches import Milestones, onward
from notify import people
from notify.announcements import Announcement
from notify.people import REPRESENTATIVES

TELLINGS = "tellings"
Portion = tuple[list[Document], str | None]
"""Representatives, in the order of their ids, and the last of them where there are more."""

_milestones = Milestones()


def next_portion(tx: Transaction, announcement: Announcement, size: int) -> Portion:
    """Who is told next; that they were is kept with the transaction."""
    told = tx.db[TELLINGS].find_one({"_id": announcement.id}, session=tx.session)
    portion, last = portion_after(tx, announcement.audience, told["last"] if told else "", size)
    if last is not None:
        change = {"$set": {"last": last}}
        tx.db[TELLINGS].update_one({"_id": announcement.id}, change, upsert=True, session=tx.session)
    elif told:
        tx.db[TELLINGS].delete_one({"_id": announcement.id}, session=tx.session)
    return portion, last


def portion_after(tx: Transaction, audience: Sequence[str], after: str, size: int) -> Portion:
    """Of an audience, those after one of them."""
    if len(audience) == 1:
        found = _of_one(tx, audience[0], after, size)
    else:  # some members, each with few
        everybody = people.serving(tx, audience)
        found = sorted((one for one in everybody if one["_id"] > after), key=lambda one: str(one["_id"]))
    return found[:size], found[size - 1]["_id"] if len(found) > size else None


def _of_one(tx: Transaction, audience: str, after: str, size: int) -> list[Document]:
    """More than `size`, or all that are left; of a committee with thousands not read to the end each time."""
    found = list[Document]()
    key = (tx.db.name, tx.projection(REPRESENTATIVES).name, audience)
    milestones = _milestones.catch_up(
        key,
        lambda last: [one["_id"] for one in people.serving_between(tx, audience, last, shown={"_id": 1})],
    )
    for low, high in onward(milestones, after):
        found += people.serving_between(tx, audience, low, high)
        if len(found) > size:
            break
    return found
