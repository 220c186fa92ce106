"""Who asks to sign in by an address: all who are in office with it, each for their member."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from chassis.mongo import Document, Transaction
from notify import people
from notify.audiences import SIGN_IN
from notify.handlers.sending import queue
from notify.model import Notification, key
from notify.routing import EMAIL


def find(tx: Transaction, email: str) -> Iterable[dict[str, Any]]:
    found = people.serving_at(tx, email)
    return ({"representative": one["_id"], "member": one["member"]} for one in found)


def send_links(tx: Transaction, body: dict[str, Any]) -> None:
    """Nothing, where nobody has the address."""
    cause = f"sign-in/{sha256(body['secret'].encode()).hexdigest()}"
    facts = {name: body[name] for name in ("secret", "until")}
    queue(tx, *(_letter(tx, one, cause, facts) for one in people.serving_at(tx, body["email"])))


def _letter(tx: Transaction, person: Document, cause: str, facts: Document) -> Notification:
    return Notification(
        id=tx.new_id(),
        key=key(cause, SIGN_IN.name, person["_id"]),
        cause=cause,
        template=SIGN_IN.name,
        channel=EMAIL,
        about=f"members/{person['member']}",
        committee=person["committee"],
        member=person["member"],
        recipient=person["_id"],
        language=person["language"],
        facts=facts,
        created_at=tx.now,
        correlation_id=tx.correlation_id,
    )
