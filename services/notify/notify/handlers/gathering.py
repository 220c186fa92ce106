"""What a letter is written from, as it is known when it is to leave, and what by then speaks against it."""

from collections.abc import Mapping, Sequence
from typing import Any

from chassis.mongo import Document, Transaction
from notify import listings, store
from notify.addressees import NEWS
from notify.audiences import (
    BROADCASTS,
    CANCELLED,
    DIGEST,
    INVITATION,
    OFFERED,
    RECEIPT,
    RESCHEDULED,
    SIGN_IN,
    SUPPORTED,
    TEMPLATES,
    WELCOME,
)
from notify.broadcasts.relevance import called_off
from notify.editing import store as templates
from notify.errors import NotYetKnown
from notify.handlers import settled
from notify.known import Known
from notify.letters import Correspondence
from notify.model import WAITING, Notification, Status, key
from notify.outgoing import suppressions
from notify.preferences import kind_of
from notify.relevance import (
    WRITTEN_TO_OTHERWISE,
    Overtaken,
    lapsed,
    no_longer_offered,
    overtaken,
    taken_back,
    uncalled_for,
    unreachable,
    unwanted,
)
from notify.routing import BY_HAND, EMAIL, moved_to
from notify.store import COMMITTEES, MEETINGS, MEMBERS, PROPOSALS, REPRESENTATIVES

MERGED, ENDED = "merged", "ended"
MOVED = Overtaken(Status.CANCELLED, WRITTEN_TO_OTHERWISE)
"""Another takes its place, by another channel."""


def known_for(tx: Transaction, notifications: Sequence[Notification]) -> Known:
    """With all that these name; what waits is from here on in its recipient's language of now."""
    known = Known(tx)
    known.look_up(REPRESENTATIVES, [one.recipient for one in notifications])
    known.look_up(MEMBERS, [one.member for one in notifications])
    known.look_up(COMMITTEES, [one.committee for one in notifications])
    known.look_up(MEETINGS, [one.facts.get("meeting") for one in notifications])
    known.look_up(PROPOSALS, [_proposal_of_others(one) for one in notifications])
    known.unreachable = suppressions.among(tx, known.all(REPRESENTATIVES))
    known.templates = templates.among(tx, [one.template for one in notifications])
    _follow_their_language(notifications, known.all(REPRESENTATIVES))
    return known


def _follow_their_language(notifications: Sequence[Notification], people: Sequence[Document]) -> None:
    """Of what has not been tried yet, if its recipient has chosen another since; not of a digest, whose lines
    are written."""
    chosen = {one["_id"]: one["language"] for one in people if "language" in one}
    for one in notifications:
        if one.status in WAITING and one.message_id is None and one.template != DIGEST.name:
            one.language = chosen.get(one.recipient, one.language)


def gather(known: Known, notification: Notification) -> Correspondence:
    """NotYetKnown when a part has not arrived."""
    facts, person = _facts(known, notification), known.get(REPRESENTATIVES, notification.recipient)
    target = facts.get("into") or facts.get("of")
    return Correspondence(
        template=notification.template,
        language=notification.language,
        about=notification.about,
        at=notification.created_at,
        facts=facts,
        representative=person,
        member=_spoken_for(known, person),
        committee=known.get(COMMITTEES, notification.committee),
        meeting=known.get(MEETINGS, facts["meeting"]) if facts.get("meeting") else None,
        next_meeting=_next_meeting(known, notification),
        target=known.get(PROPOSALS, target) if target else None,
        words=known.words(notification.template, notification.language),
    )


def against(
    tx: Transaction, known: Known, notification: Notification, of: Correspondence
) -> Overtaken | None:
    template, channel = notification.template, notification.channel
    about = notification.about.rpartition("/")[2]
    bad_address = channel == EMAIL and notification.recipient in known.unreachable
    calls_off = template == CANCELLED.name and channel not in BY_HAND  # who knows what is in the post
    return (
        unreachable(template, of.representative, of.member, of.committee)
        or (MOVED if moved_to(channel, template, of.representative) else None)
        or (suppressions.AGAINST if bad_address else None)
        or unwanted(template, channel, notification.facts, of.representative)
        or overtaken(template, notification.facts, of.meeting, tx.now)
        or (uncalled_for(_invitation(tx, notification)) if calls_off else None)
        or (no_longer_offered(known.get(PROPOSALS, about), tx.now) if template == OFFERED.name else None)
        or (lapsed(notification.facts, tx.now) if template == SIGN_IN.name else None)
        or settled.already(known, notification, of)
        or _about_proposal(known, notification, of)
        or _about_broadcast(known, notification, of)
    )


def _facts(known: Known, notification: Notification) -> Mapping[str, Any]:
    """What the cause stated; the words of a broadcast are kept once for all its letters."""
    if notification.template not in BROADCASTS:
        return notification.facts
    return known.broadcast(notification.facts["broadcast"]).stated_in(notification.language)


def _about_broadcast(known: Known, notification: Notification, of: Correspondence) -> Overtaken | None:
    if notification.template not in BROADCASTS:
        return None
    return called_off(known.broadcast(notification.facts["broadcast"]), of.member)


def _spoken_for(known: Known, person: Document) -> Document:
    """The member, perhaps another than when the letter was made; NotYetKnown while they move to it."""
    member = known.get(MEMBERS, person["member"])
    if member["status"] == MERGED and person["status"] != ENDED:
        raise NotYetKnown(representative=person["_id"])
    return member


def _next_meeting(known: Known, notification: Notification) -> Document | None:
    if notification.template not in (WELCOME.name, RECEIPT.name):
        return None
    return known.next_meeting(notification.committee)


def _about_proposal(known: Known, notification: Notification, of: Correspondence) -> Overtaken | None:
    proposal = _proposal_of_others(notification)
    if proposal is None or kind_of(notification.template, notification.facts, of.representative) is None:
        return None
    return taken_back(known.get(PROPOSALS, proposal))


def _proposal_of_others(notification: Notification) -> str | None:
    """That it may be about, by what kind of letter it is."""
    if TEMPLATES[notification.template].kind not in (SUPPORTED, NEWS):
        return None
    collection, _, id = notification.about.partition("/")
    return id if collection == PROPOSALS else None


def _invitation(tx: Transaction, notification: Notification) -> Notification | None:
    """NotYetKnown while it, or a later call to the meeting, is on its way, perhaps once more: its entry must
    come first."""
    about, who = notification.about, notification.recipient
    invitation, entries = key(about, INVITATION.name, who), notification.facts["calendar_sequence"]
    moved = (key(f"{about}@{entry}", RESCHEDULED.name, who) for entry in range(1, entries + 1))
    keys = [invitation, *moved]
    calls = store.with_keys(tx, keys)
    again = store.notifications_of(tx, listings.sent_again(tx, keys, who))
    if any(one.status is Status.SENDING and one.channel == EMAIL for one in (*calls, *again)):
        raise NotYetKnown(id=notification.about)
    return next((one for one in calls if one.key == invitation), None)
