"""Facts about people and facts about affairs come over different exchanges, in any order.

Whichever completes the pair creates the notification: an announcement meets the representatives known when
it arrives, a representative meets the announcements known when they arrive. The key makes it once.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import chain, islice
from typing import Any, NamedTuple

from chassis.envelope import Event
from chassis.mongo import Document, Transaction
from chassis.transaction import Left
from notify import listings, people, store
from notify.addressees import NEWS, the_invited
from notify.announcements import Announcement, announcements_to, remember
from notify.audiences import BY_EVENT, INVITATION, RESCHEDULED, TEMPLATES, Row
from notify.channels import registry
from notify.handlers.sending import queue
from notify.model import Notification, key
from notify.relevance import (
    CALLS,
    in_office_since,
    in_the_inbox_only,
    overtaken,
    unreachable,
    unwanted,
)
from notify.routing import INBOX, channels
from notify.store import COMMITTEES, MEETINGS, MEMBERS
from notify.tellings import next_portion

Letters = list[tuple[str, "Address"]]

CLOCK_SKEW = timedelta(minutes=1)
PORTION = 300
"""Letters in one transaction. While it writes them the embedded store lets no other transaction on, and some
thousands at once are more than its cache holds unwritten: then it stands still for good."""


class Address(NamedTuple):
    """What a letter is made from: who is told what, by which channel."""

    announcement: Announcement
    representative: Document
    channel: str


def announce(
    tx: Transaction, event: Event, *, about: str, edition: int | str, data: Mapping[str, Any], facts: Document
) -> None:
    """Tells whom the table names for this event; nobody when it names none.

    `edition` tells one occasion from the next, for letters that come with each.
    """
    for row in BY_EVENT.get(event.type, ()):
        announcement = Announcement(
            cause=about if row.template.once else f"{about}@{edition}",
            template=row.template.name,
            about=about,
            committee=data["committee"],
            audience=row.audience(data),
            at=event.time,
            facts=facts,
        )
        if announcement.audience:
            _announce(tx, row, announcement)


def _announce(tx: Transaction, row: Row, announcement: Announcement) -> None:
    """While one row of an event is unfinished all are told anew: who has a letter gets no other."""
    if row.audience is not the_invited and row.template.kind != NEWS:
        remember(tx, announcement)
    portion, last = next_portion(tx, announcement, PORTION)
    tell(tx, [announcement], _called(tx, row, announcement, portion))
    tx.unfinished |= last is not None
    store.fence(tx, announcement.audience)


def write_to(
    tx: Transaction, event: Event, *, about: str, person: Mapping[str, Any], facts: Document
) -> None:
    """To one person, of whom the event says all; whether they may be written to is seen when it is sent."""
    (row,) = BY_EVENT[event.type]
    announcement = Announcement(
        cause=f"{event.subject}@{event.version}",
        template=row.template.name,
        about=about,
        committee=person["committee"],
        audience=row.audience(person),
        at=event.time,
        facts=facts,
    )
    letters = dict(ways(announcement, {**person, "_id": person["id"]})[:1])
    if not listings.with_keys(tx, letters):
        queue(tx, *(_notification(tx, *letter) for letter in letters.items()))


def complete(tx: Transaction, member: str, committee: str) -> None:
    """Tells a member's representatives what was announced before they were known."""
    tx.at_end(_complete, (member, committee))


def _complete(tx: Transaction, joined: Sequence[Left]) -> None:
    because = {one.about[0]: one for one in joined}
    representatives = people.serving(tx, because)
    audiences = {id for one in joined for id in one.about} | {
        id for one in representatives for id in one["audiences"]
    }
    if representatives:
        tell(tx, announcements_to(tx, audiences), representatives, because)
    store.fence(tx, audiences)


def tell(
    tx: Transaction,
    announcements: Sequence[Announcement],
    representatives: Sequence[Document],
    because: Mapping[str, Left] = {},
) -> None:
    """Once each: who has the letter already is passed over. However many there are, asked for together.

    What is more than a portion is left to the next transaction. `because` says by member what it is told of.
    """
    if not representatives:
        return
    members = store.known_by_id(tx, MEMBERS, {one["member"] for one in representatives})
    committees = store.known_by_id(tx, COMMITTEES, {one.committee for one in announcements})
    copied = registry.copies(tx, representatives)
    wanted = {
        letters[0][0]: letters
        for announcement in _standing(tx, announcements)
        for one in representatives
        if _concerns(
            announcement, one, members.get(one["member"]), committees.get(announcement.committee, {})
        )
        if (letters := ways(announcement, one, copied[one["_id"]]))
    }
    for known in listings.with_keys(tx, wanted):
        del wanted[known]
    now = list(chain.from_iterable(islice(wanted.values(), PORTION)))
    for letters in _by_cause(now, because):
        if because:
            member = letters[0][1].representative["member"]
            tx.because_of(because.get(member) or next(iter(because.values())))
        theirs = {address.representative["_id"]: address.representative for _, address in letters}
        queue(tx, *(_notification(tx, *letter) for letter in letters), people=theirs)
    if len(wanted) > PORTION:
        tx.unfinished = True


def _by_cause(letters: Letters, because: Mapping[str, Left]) -> Iterator[Letters]:
    """All at once where they have one; else those of each member."""
    of_member: defaultdict[str | None, Letters] = defaultdict(list)
    for letter_key, address in letters:
        member = address.representative["member"] if len(because) > 1 else None
        of_member[member].append((letter_key, address))
    yield from of_member.values()


def ways(announcement: Announcement, representative: Document, copied: Sequence[str] = ()) -> Letters:
    """The letter, by the channel of theirs, and its copies; nothing where they do without it."""
    template, facts = announcement.template, announcement.facts
    first, *copies = (*channels(template, representative), *copied)
    if in_the_inbox_only(template, first, facts, representative):
        first = INBOX
    if unwanted(template, first, facts, representative):
        return []
    wanted = [one for one in copies if not unwanted(template, one, facts, representative)]
    letter = announcement.cause, template, representative["_id"]
    keys = [key(*letter), *(key(*letter, one) for one in wanted)]
    return [
        (one, Address(announcement, representative, channel))
        for one, channel in zip(keys, [first, *wanted], strict=True)
    ]


def _standing(tx: Transaction, announcements: Sequence[Announcement]) -> Iterator[Announcement]:
    """Those that still hold; what calls to a meeting, with the calendar entry that it is told at."""
    called_to = {one.facts["meeting"] for one in announcements if one.template in CALLS}
    meetings = store.all_known(tx, MEETINGS, called_to)
    for one in announcements:
        if one.template not in CALLS:
            yield one
            continue
        meeting = meetings[one.facts["meeting"]]
        facts = {**one.facts, "calendar_sequence": meeting["calendar_sequence"]}
        if not overtaken(one.template, facts, meeting, tx.now):
            yield replace(one, facts=facts)


def _called(
    tx: Transaction, row: Row, announcement: Announcement, representatives: list[Document]
) -> list[Document]:
    """Where it is for the invited: those who were, and were not told of the same calendar entry by that."""
    if row.audience is not the_invited or not representatives:
        return representatives
    keys = {key(announcement.about, INVITATION.name, one["_id"]): one for one in representatives}
    invited = {one.recipient: one.facts for one in store.with_keys(tx, keys)}
    if row.template is RESCHEDULED:
        entry = announcement.facts["calendar_sequence"]
        invited = {id: facts for id, facts in invited.items() if facts["calendar_sequence"] < entry}
    return [one for one in representatives if one["_id"] in invited]


def _concerns(
    announcement: Announcement, representative: Document, member: Document | None, committee: Document
) -> bool:
    """In office for a member in good standing, and in office then unless the late are told too."""
    late, since = (
        TEMPLATES[announcement.template].late,
        in_office_since(representative, announcement.audience),
    )
    if member is None or since is None or not (late or since <= announcement.at + CLOCK_SKEW):
        return False
    return not unreachable(announcement.template, representative, member, committee)


def _notification(tx: Transaction, letter_key: str, address: Address) -> Notification:
    announcement, representative, channel = address
    return Notification(
        id=tx.new_id(),
        key=letter_key,
        cause=announcement.cause,
        template=announcement.template,
        channel=channel,
        about=announcement.about,
        committee=announcement.committee,
        member=representative["member"],
        recipient=representative["_id"],
        language=representative["language"],
        facts=announcement.facts,
        created_at=tx.now,
        correlation_id=tx.correlation_id,
    )
