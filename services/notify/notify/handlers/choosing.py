"""Whom a broadcast is for, and who of them is not written to, and why."""

from collections.abc import Sequence
from typing import NamedTuple

from chassis.mongo import Document, Transaction
from notify import people, store
from notify.announcements import Announcement
from notify.audiences import INVITATION
from notify.broadcasts.model import Broadcast
from notify.broadcasts.relevance import template_of, unmeant
from notify.channels import registry
from notify.handlers.reconciliation import ways
from notify.model import key
from notify.outgoing import suppressions
from notify.relevance import uncalled_for, unreachable
from notify.routing import EMAIL
from notify.store import COMMITTEES, MEMBERS
from notify.tellings import portion_after

NOT_IN_OFFICE, NOT_WANTED = "representative_not_in_office", "not_wanted"


class Choice(NamedTuple):
    """One who is meant: by which channels they are written to, or `why` by none."""

    representative: Document
    channels: tuple[str, ...]
    why: str | None


def portion(tx: Transaction, broadcast: Broadcast, after: str, size: int) -> tuple[list[Choice], str | None]:
    """Those in office, in the order of their ids; the second is whom to go on after, None at the end."""
    found, last = portion_after(tx, announcement(broadcast).audience, after, size)
    return _choices(tx, broadcast, found), last


def not_in_office(tx: Transaction, broadcast: Broadcast) -> int:
    """How many who are meant wait to be confirmed."""
    waiting = _coming(tx, broadcast, people.nominated(tx, broadcast.committee))
    members = store.known_by_id(tx, MEMBERS, {one["member"] for one in waiting})
    named, spared = broadcast.audience.members, broadcast.audience.without
    return sum(
        one["member"] not in spared
        and (not named or one["member"] in named)
        and one["member"] in members
        and broadcast.audience.means(members[one["member"]])
        for one in waiting
    )


def announcement(broadcast: Broadcast) -> Announcement:
    """Its words are looked up when a letter is written: they are the same for all."""
    about = f"broadcasts/{broadcast.id}"
    return Announcement(
        cause=about,
        template=template_of(broadcast).name,
        about=about,
        committee=broadcast.committee,
        audience=broadcast.audience.members or [broadcast.committee],
        at=broadcast.started_at or broadcast.created_at,
        facts={"broadcast": broadcast.id},
    )


def _choices(tx: Transaction, broadcast: Broadcast, found: Sequence[Document]) -> list[Choice]:
    members = store.known_by_id(tx, MEMBERS, {one["member"] for one in found})
    committee = store.known(tx, COMMITTEES, broadcast.committee)
    suppressed, copied = suppressions.among(tx, found), registry.copies(tx, found)
    choices = []
    for one in _invited(tx, broadcast, _coming(tx, broadcast, found)):
        member = members.get(one["member"])
        if member is not None and not broadcast.audience.means(member):
            continue
        why = _why_not(broadcast, one, member, committee)
        letters = ways(announcement(broadcast), one, copied[one["_id"]]) if why is None else []
        by = tuple(address.channel for _, address in letters)
        arriving = tuple(channel for channel in by if channel != EMAIL or one["_id"] not in suppressed)
        none = suppressions.AGAINST.reason if by else NOT_WANTED
        choices.append(Choice(one, arriving, why or (None if arriving else none)))
    return choices


def _invited(tx: Transaction, broadcast: Broadcast, found: Sequence[Document]) -> list[Document]:
    """Where it is for those invited to a meeting: who was written to about it."""
    if broadcast.audience.invited_to is None:
        return list(found)
    about = f"meetings/{broadcast.audience.invited_to}"
    keys = {key(about, INVITATION.name, one["_id"]): one["_id"] for one in found}
    invited = {one.recipient for one in store.with_keys(tx, keys) if uncalled_for(one) is None}
    return [one for one in found if one["_id"] in invited]


def _coming(tx: Transaction, broadcast: Broadcast, found: Sequence[Document]) -> Sequence[Document]:
    """Where it is for those who come to a meeting: whose member has answered so."""
    if broadcast.audience.coming_to is None:
        return found
    coming = store.coming(tx, broadcast.audience.coming_to, {one["member"] for one in found})
    return [one for one in found if one["member"] in coming]


def _why_not(
    broadcast: Broadcast, person: Document, member: Document | None, committee: Document
) -> str | None:
    if not set(broadcast.audience.without).isdisjoint(person["audiences"]):
        return "left_out"
    if member is None:
        return "not_yet_known"
    template = template_of(broadcast).name
    against = unreachable(template, person, member, committee) or unmeant(broadcast, member)
    return against.reason if against else None
