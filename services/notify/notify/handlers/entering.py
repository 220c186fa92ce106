"""Who asks to sign in by an address: all who are in office with it, each for their member."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from chassis.mongo import Transaction
from notify import people
from notify.audiences import SIGN_IN
from notify.handlers.sending import letter_to, queue


def find(tx: Transaction, email: str) -> Iterable[dict[str, Any]]:
    found = people.serving_at(tx, email)
    return ({"representative": one["_id"], "member": one["member"]} for one in found)


def send_links(tx: Transaction, body: dict[str, Any]) -> None:
    """Nothing, where nobody has the address."""
    cause = f"sign-in/{sha256(body['secret'].encode()).hexdigest()}"
    facts = {name: body[name] for name in ("secret", "until")}
    found = people.serving_at(tx, body["email"])
    queue(tx, *(letter_to(tx, one, SIGN_IN.name, cause, facts) for one in found))
