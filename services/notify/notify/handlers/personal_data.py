"""All that notify keeps about a person: its copy of what membership told, which letters there were, of which
of them the words are kept, what they wrote, and whether their address takes no letters."""

from typing import Any

from chassis.mongo import Transaction
from notify import store, webhooks
from notify.errors import NotYetKnown
from notify.handlers import suppressing
from notify.handlers.notifications import is_officer, must_see
from notify.inboxes import marks
from notify.incoming.store import mails
from notify.outgoing import bundles
from notify.outgoing.suppressions import suppressions
from notify.store import REPRESENTATIVES

COPIED = (
    *("name", "email", "telephone", "postal_address", "preferred_channel"),
    *("language", "channels", "digest", "quiet_hours"),
)


EMPTY: dict[str, Any] = {"copy": {}, "letters": [], "letters_kept": [], "mails": [], "suppressions": []}


def of(tx: Transaction, id: str) -> dict[str, Any]:
    """`{copy, letters, letters_kept, mails, suppressions}`; all empty of whom it never heard."""
    try:
        known = store.known(tx, REPRESENTATIVES, id)
    except NotYetKnown:
        return dict(EMPTY)
    if id != tx.caller.id:
        must_see(tx, known["member"])
    letters = store.letters_to(tx, id)
    copy = {name: known[name] for name in COPIED if known.get(name) is not None}
    return {
        "copy": copy | _of_their_own(tx, id),
        "letters": letters,
        "letters_kept": sorted(bundles.kept(tx, {one.id: one.bundle for one in letters if one.bundle})),
        **_of_their_address(tx, id),
    }


def _of_their_address(tx: Transaction, id: str) -> dict[str, Any]:
    """For themselves and the secretariat: what they wrote is no matter of their colleagues."""
    if id != tx.caller.id and not is_officer(tx):
        return {"mails": [], "suppressions": []}
    return {
        "mails": mails.find(tx, {"recipient": id}),
        "suppressions": [suppressing.shown(tx, one) for one in suppressions.find(tx, {"_id": id})],
    }


def _of_their_own(tx: Transaction, id: str) -> dict[str, Any]:
    """What they have set up here, and what they have read."""
    webhook, read = webhooks.find(tx, id), [row["_id"] for row in marks.of(tx, id)]
    return ({"webhook": webhook.url} if webhook else {}) | ({"read": read} if read else {})
