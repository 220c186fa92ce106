"""A person is to be forgotten: links that were sent to them, the words of their letters, what was noted when
they were told by hand, what they wrote to us, whether their address is one, where copies went, what they have
read. Notifications name ids alone."""

from typing import Any

from chassis.envelope import Event
from chassis.erasure import forget
from chassis.erasure_events import told
from chassis.mongo import Document, Transaction
from notify import store, webhooks
from notify.errors import NotYetKnown
from notify.events import ERASURE_COMPLETED
from notify.inboxes import marks
from notify.incoming.store import mails
from notify.model import Status
from notify.outgoing import bundles, receipts, suppressions
from notify.outgoing.bundles import BUNDLES
from notify.outgoing.receipts import RECEIPTS
from notify.outgoing.suppressions import SUPPRESSIONS


def erased(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """After the projection, which no fact of before the erasure can undo: that one is the newest."""
    letters = store.letters_of(tx, data["id"])
    if any(_is_under_way(tx, one) for one in letters):
        raise NotYetKnown(id=data["id"])  # its words would be kept after all
    blanked = forget(tx, event.subject)
    if count := store.forget_links(tx, data["id"]) + store.forget_notes(tx, data["id"]):
        blanked["notifications"] = count
    if count := bundles.forget(tx, bundles.of(letters)):
        blanked[BUNDLES] = count
    if count := receipts.forget(tx, [one["_id"] for one in letters]):
        blanked[RECEIPTS] = count
    if count := _mails_of(tx, data["id"]):
        blanked[mails.collection] = count
    if suppressions.forget(tx, data["id"]):
        blanked[SUPPRESSIONS] = 1
    if webhooks.remove(tx, data["id"]):
        blanked[webhooks.COLLECTION] = 1
    if count := marks.remove(tx, [row["_id"] for row in marks.of(tx, data["id"])]):
        blanked[marks.MARKS] = count
    tx.tell(told(ERASURE_COMPLETED, data["erasure"], blanked))


def _is_under_way(tx: Transaction, letter: Document) -> bool:
    """With a sender, which says within a minute what became of it."""
    return bool(letter["status"] == Status.SENDING and letter["due_at"] > tx.now)


def _mails_of(tx: Transaction, person: str) -> int:
    found = mails.find(tx, {"recipient": person})
    for mail in found:
        mail.forget()
        mails.save(tx, mail)
    return len(found)
