"""Facts about people and facts about affairs come over different exchanges, in any order.

Whichever completes the pair creates the notification: an announcement meets the representatives known when
it arrives, a representative meets the announcements known when they arrive. The key makes it once.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from chassis.envelope import Event
from chassis.mongo import Document, Transaction
from notify import store
from notify.audiences import BY_EVENT, INVITATION, RESCHEDULED, TEMPLATES, Row, the_invited
from notify.handlers.sending import queue
from notify.model import Notification, key
from notify.relevance import overtaken, unreachable
from notify.store import MEETINGS, MEMBERS, Announcement

CLOCK_SKEW = timedelta(minutes=1)


def announce(
    tx: Transaction, event: Event, *, about: str, edition: int, data: Mapping[str, Any], facts: Document
) -> None:
    """Tells whom the table names for this event; nobody when it names none.

    `edition` tells one occasion from the next, for letters that come with each.
    """
    row = BY_EVENT.get(event.type)
    if row is None:
        return
    announcement = Announcement(
        cause=about if row.template.once else f"{about}@{edition}",
        template=row.template.name,
        channel=row.channel,
        about=about,
        committee=data["committee"],
        audience=row.audience(data),
        at=event.time,
        facts=facts,
    )
    if row.audience is not the_invited:
        store.remember(tx, announcement)
    tell(tx, announcement, _recipients(tx, row, announcement))
    store.fence(tx, announcement.audience)


def complete(tx: Transaction, member: str, committee: str) -> None:
    """Tells a member's representatives what was announced before they were known."""
    representatives = store.confirmed_representatives(tx, [member])
    if representatives:
        for announcement in store.announcements_to(tx, [member, committee]):
            tell(tx, announcement, representatives)
    store.fence(tx, [member, committee])


def tell(tx: Transaction, announcement: Announcement, representatives: Sequence[Document]) -> None:
    """Once each: who has the letter already is passed over."""
    facts = _stamped(tx, announcement) if representatives else None
    if facts is None:
        return
    wanted = {
        key(announcement.cause, announcement.template, one["_id"]): one
        for one in _concerned(tx, announcement, representatives)
    }
    for known in store.existing_keys(tx, wanted):
        del wanted[known]
    queue(tx, *(_notification(tx, announcement, facts, *one) for one in wanted.items()))


def _stamped(tx: Transaction, announcement: Announcement) -> Document | None:
    """The facts, with the calendar entry they were told at; None when they no longer hold."""
    if announcement.template not in (INVITATION.name, RESCHEDULED.name):
        return announcement.facts
    meeting = store.known(tx, MEETINGS, announcement.facts["meeting"])
    facts = {**announcement.facts, "calendar_sequence": meeting["calendar_sequence"]}
    return None if overtaken(announcement.template, facts, meeting, tx.now) else facts


def _recipients(tx: Transaction, row: Row, announcement: Announcement) -> list[Document]:
    representatives = store.confirmed_representatives(tx, announcement.audience)
    if row.audience is not the_invited:
        return representatives
    invited = {one.recipient: one.facts for one in store.about(tx, announcement.about, INVITATION.name)}
    if row.template is RESCHEDULED:
        entry = announcement.facts["calendar_sequence"]
        invited = {id: facts for id, facts in invited.items() if facts["calendar_sequence"] < entry}
    return [one for one in representatives if one["_id"] in invited]


def _concerned(
    tx: Transaction, announcement: Announcement, representatives: Sequence[Document]
) -> list[Document]:
    """Those in office for a member in good standing, and in office then unless the late are told too."""
    members = store.known_by_id(tx, MEMBERS, {one["member"] for one in representatives})
    latest = announcement.at + CLOCK_SKEW
    return [
        one
        for one in representatives
        if (TEMPLATES[announcement.template].late or one["confirmed_at"] <= latest)
        and one["member"] in members
        and not unreachable(announcement.template, one, members[one["member"]])
    ]


def _notification(
    tx: Transaction, announcement: Announcement, facts: Document, letter_key: str, representative: Document
) -> Notification:
    return Notification(
        id=tx.new_id(),
        key=letter_key,
        cause=announcement.cause,
        template=announcement.template,
        channel=announcement.channel,
        about=announcement.about,
        committee=announcement.committee,
        member=representative["member"],
        recipient=representative["_id"],
        language=representative["language"],
        facts=facts,
        created_at=tx.now,
        correlation_id=tx.correlation_id,
    )
