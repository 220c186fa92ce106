"""A notification's way out: queued, taken by a sender, and what became of it."""

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime, timedelta
from itertools import chain

from chassis.mongo import Document, Transaction
from notify import events, store
from notify.audiences import CANCELLED, CHARGED, INVITATION, OFFERED, OVERDUE, RECEIPT, WELCOME
from notify.errors import NotYetKnown
from notify.letters import Correspondence
from notify.model import Facts, Notification, key
from notify.relevance import (
    Overtaken,
    no_longer_late,
    no_longer_offered,
    overtaken,
    settled,
    uncalled_for,
    unreachable,
    unwanted,
)
from notify.store import ACTIONS, COMMITTEES, MEETINGS, MEMBERS, PROPOSALS, REPRESENTATIVES

Outcome = Callable[[Notification, datetime], Facts]
NOT_YET_KNOWN_DELAY = timedelta(seconds=1)
MERGED, ENDED = "merged", "ended"


def queue(tx: Transaction, *notifications: Notification) -> None:
    """Puts new ones in line."""
    if not notifications:
        return
    facts = [(one, one.queue(tx.now)) for one in notifications]
    store.notifications.add(tx, *notifications)
    tx.ring(store.notifications.collection)
    tx.tell(*chain.from_iterable(events.of_notification(*one) for one in facts))


def take(
    tx: Transaction, id: str, lease: timedelta, domain: str
) -> tuple[Notification, Correspondence] | None:
    """Claims it for one attempt, if it is still to be sent, which is looked at once more; None if not."""
    notification = store.notifications.get(tx, id)
    if not notification.is_due(tx.now):
        return None
    try:
        correspondence = gather(tx, notification)
    except NotYetKnown:
        notification.wait(tx.now + NOT_YET_KNOWN_DELAY)
        store.notifications.save(tx, notification)
        return None
    if reason := _against(tx, notification, correspondence):
        settle(tx, notification, notification.stop(reason.status, tx.now, reason.reason))
        return None
    settle(tx, notification, notification.claim(tx.now, lease, f"<{notification.id}@{domain}>"))
    return notification, correspondence


def mark(tx: Transaction, claimed: Notification, outcome: Outcome) -> Notification:
    """Records what became of an attempt; Stale when another sender has taken it over since."""
    notification = deepcopy(claimed)  # a transaction may run twice
    settle(tx, notification, outcome(notification, tx.now))
    return notification


def settle(tx: Transaction, notification: Notification, facts: Facts) -> None:
    tx.correlation_id = notification.correlation_id
    store.notifications.save(tx, notification)
    tx.tell(*events.of_notification(notification, facts))


def gather(tx: Transaction, notification: Notification) -> Correspondence:
    """What the letter is written from, as it is known now; NotYetKnown when a part has not arrived."""
    facts, person = notification.facts, store.known(tx, REPRESENTATIVES, notification.recipient)
    target = facts.get("into") or facts.get("of")
    return Correspondence(
        template=notification.template,
        language=notification.language,
        about=notification.about,
        at=notification.created_at,
        facts=facts,
        representative=person,
        member=_spoken_for(tx, person),
        committee=store.known(tx, COMMITTEES, notification.committee),
        meeting=_known(tx, MEETINGS, facts.get("meeting")),
        next_meeting=_next_meeting(tx, notification),
        target=_known(tx, PROPOSALS, target),
    )


def _spoken_for(tx: Transaction, person: Document) -> Document:
    """The member, perhaps another than when the letter was made; NotYetKnown while they move to it."""
    member = store.known(tx, MEMBERS, person["member"])
    if member["status"] == MERGED and person["status"] != ENDED:
        raise NotYetKnown(representative=person["_id"])
    return member


def _next_meeting(tx: Transaction, notification: Notification) -> Document | None:
    if notification.template not in (WELCOME.name, RECEIPT.name):
        return None
    return store.next_meeting(tx, notification.committee)


def _known(tx: Transaction, collection: str, id: str | None) -> Document | None:
    return store.known(tx, collection, id) if id else None


def _against(tx: Transaction, notification: Notification, correspondence: Correspondence) -> Overtaken | None:
    template, of = notification.template, correspondence
    return (
        unreachable(template, of.representative, of.member, of.committee)
        or unwanted(template, notification.channel, notification.facts, of.representative)
        or overtaken(template, notification.facts, of.meeting, tx.now)
        or (uncalled_for(_invitation(tx, notification)) if template == CANCELLED.name else None)
        or (no_longer_offered(_proposal(tx, notification), tx.now) if template == OFFERED.name else None)
        or _about_action(tx, notification, of)
    )


def _about_action(tx: Transaction, notification: Notification, of: Correspondence) -> Overtaken | None:
    if notification.template not in (CHARGED.name, OVERDUE.name):
        return None
    action = store.known(tx, ACTIONS, notification.about.removeprefix("actions/"))
    late = no_longer_late(action) if notification.template == OVERDUE.name else None
    return settled(action, of.member["_id"]) or late


def _proposal(tx: Transaction, notification: Notification) -> Document:
    return store.known(tx, PROPOSALS, notification.about.removeprefix("proposals/"))


def _invitation(tx: Transaction, notification: Notification) -> Notification | None:
    return store.with_key(tx, key(notification.about, INVITATION.name, notification.recipient))
