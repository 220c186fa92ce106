"""What a letter said that was sent, as long as its words are kept."""

from typing import Any

from chassis.mongo import Transaction
from notify import store
from notify.errors import LETTER_NOT_KEPT, LETTER_NOT_SENT, NotFound
from notify.handlers.notifications import must_see
from notify.outgoing import bundles


def get_letter(tx: Transaction, id: str) -> dict[str, Any]:
    """NotFound, of a code of its own, when it was not sent and when its words are gone; the proof stays."""
    notification = store.notifications.get(tx, id)
    must_see(tx, notification.member)
    if notification.sent_at is None:
        raise NotFound(LETTER_NOT_SENT, id=id)
    letter = bundles.letter(tx, notification.bundle, id) if notification.bundle else None
    if letter is None:
        raise NotFound(LETTER_NOT_KEPT, id=id)
    about = {"id": id, "recipient": notification.recipient, "sent_at": notification.sent_at}
    return letter | about
