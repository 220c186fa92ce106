"""Where a person wants copies posted to: set, changed, tried and taken away by that person alone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from chassis import posting, signing
from chassis.errors import Invalid
from chassis.mongo import Transaction
from notify import webhooks
from notify.channels import webhook
from notify.errors import NOTHING_TO_POST, WEBHOOK_NOT_FOUND, Conflict, NotFound
from notify.handlers import owners
from notify.handlers.sending import queue
from notify.inboxes import inbox
from notify.model import Notification
from notify.relevance import CALLS
from notify.webhooks import WEBHOOKS, Webhook

NOT_AN_ADDRESS = "not_a_public_address"
SHOWN, LOOKED_AT = 5, 30
COPIED = ("cause", "template", "about", "committee", "member", "recipient", "language", "facts")
View = dict[str, Any]


def register(tx: Transaction, url: str, roots: Sequence[bytes], *, anywhere: bool) -> View:
    """The secret is told when there is a new one; to lead it elsewhere leaves it as it is."""
    try:
        posting.read(url, anywhere)
    except ValueError as error:
        raise Invalid(fields={"url": [NOT_AN_ADDRESS]}) from error
    person = owners.person(tx)["_id"]
    known = webhooks.find(tx, person)
    if known:
        known.lead_to(url, tx.now)
        WEBHOOKS.save(tx, known)
        return _view(tx, known)
    new = Webhook(id=person, url=url, seed=tx.new_id(), created_at=tx.now, updated_at=tx.now)
    WEBHOOKS.add(tx, new)
    return _view(tx, new, roots)


def get(tx: Transaction) -> View:
    return _view(tx, _own(tx))


def rotate(tx: Transaction, if_match: int | None, roots: Sequence[bytes]) -> View:
    own = WEBHOOKS.get(tx, owners.person(tx)["_id"], if_match)
    own.rotate(tx.now)
    WEBHOOKS.save(tx, own)
    return _view(tx, own, roots)


def remove(tx: Transaction) -> View:
    own = _own(tx)
    webhooks.remove(tx, own.id)
    return {"id": own.id}


def test(tx: Transaction) -> Notification:
    """What they were told last is posted once more; what calls to a meeting might hold no more."""
    own = _own(tx)
    found, _ = inbox.page(tx, own.id, None, LOOKED_AT)
    last = next((one for one in found if one.template not in CALLS), None)
    if last is None:
        raise Conflict(NOTHING_TO_POST)
    copy = copied(last, tx.new_id(), tx.now)
    queue(tx, copy)
    return copy


def copied(one: Notification, id: str, at: datetime) -> Notification:
    """The same once more, by webhook, whatever becomes of the letter."""
    return Notification(
        id=id,
        key=f"{one.key}|{id}",
        channel=webhook.CHANNEL.name,
        resends=one.id,
        created_at=at,
        **{name: getattr(one, name) for name in COPIED},
    )


def _own(tx: Transaction) -> Webhook:
    person = owners.person(tx)["_id"]
    known = webhooks.find(tx, person)
    if known is None:
        raise NotFound(WEBHOOK_NOT_FOUND, id=person)
    return known


def _view(tx: Transaction, own: Webhook, roots: Sequence[bytes] = ()) -> View:
    view = {
        name: getattr(own, name) for name in ("id", "version", "url", "status", "created_at", "updated_at")
    }
    view |= {"both_until": own.both_until if own.both_until and own.both_until > tx.now else None}
    if roots:
        view |= {"secret": signing.in_text(own.secrets(roots, tx.now)[0])}
    return view | {"posted": inbox.copies(tx, own.id, webhook.CHANNEL.name, SHOWN)}
