"""A notification's way out: queued, and taken by a sender with its lot."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain, groupby

from chassis.mongo import Document, Transaction
from notify import events, store
from notify.broadcasts import progress
from notify.by_hand import waiting
from notify.digests import store as digests
from notify.errors import NotYetKnown
from notify.handlers import accounts
from notify.handlers.gathering import MOVED, against, gather, known_for
from notify.handlers.keeping import Settled, put_again, settle
from notify.letters import Correspondence
from notify.model import Notification, key
from notify.outgoing import deliveries
from notify.outgoing.deliveries import Lot
from notify.outgoing.throttle import Throttle, Turn, domain_of
from notify.preferences import Hold, hold
from notify.routing import BY_HAND, EMAIL, moved_to

Taken = tuple[Notification, Correspondence]
NOT_YET_KNOWN_DELAY = timedelta(seconds=1)


def letter_to(tx: Transaction, person: Document, template: str, cause: str, facts: Document) -> Notification:
    """One to this person alone, about nothing but their own place with the member."""
    return Notification(
        id=tx.new_id(),
        key=key(cause, template, person["_id"]),
        cause=cause,
        template=template,
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


def queue(tx: Transaction, *notifications: Notification, people: Mapping[str, Document] = {}) -> None:
    """Puts new ones in line, but sets aside what one of these people, by their ids, wants in a digest."""
    if not notifications:
        return
    aside = _for_digests(tx, notifications, people)
    facts = [(one, one.queue(tx.now)) for one in notifications if one.id not in aside]
    store.add(tx, *notifications)
    _put_in_line(tx, [one for one, _ in facts])
    tx.tell(*chain.from_iterable(events.of_notification(*one) for one in facts))
    progress.made(tx, notifications)


def _for_digests(
    tx: Transaction, notifications: Iterable[Notification], people: Mapping[str, Document]
) -> set[str]:
    theirs = [(one, people[one.recipient]) for one in notifications if one.recipient in people]
    return _set_aside(tx, [(one, why) for one, person in theirs if (why := hold(one, person, tx.now))])


def _set_aside(tx: Transaction, held: Iterable[tuple[Notification, Hold]]) -> set[str]:
    """The ids of those that wait for a digest."""
    aside = [(one, why.until) for one, why in held if why.in_digest]
    for one, until in aside:
        one.set_aside(until)
    digests.put(tx, aside)
    return {one.id for one, _ in aside}


def resume(tx: Transaction, *parked: Notification) -> None:
    """Puts them in line again."""
    settle(tx, *((one, one.resume(tx.now)) for one in parked))
    _put_in_line(tx, parked)


def take(
    tx: Transaction, lot: Lot, lease: timedelta, domain: str, throttle: Throttle | None = None
) -> list[Taken] | None:
    """Claims for one attempt what of the lot is still to be sent, which is looked at once more.

    What is above the rate of its domain is put in line again, for its turn; a turn that is given twice,
    because the store wants the transaction again, is lost.
    None when another sender has the lot; when nothing is left of it, it is done with.
    """
    if not deliveries.claim(tx, lot, tx.now + lease):
        return None
    found = [one for one in store.notifications_of(tx, lot.letters) if one.is_due(tx.now)]
    due = accounts.recover(tx, found)
    known, taken, settled = known_for(tx, due), list[Taken](), list[Settled]()
    late, elsewhere, held = list[Notification](), list[Notification](), list[tuple[Notification, Hold]]()
    in_turn: list[tuple[str, Turn, Notification]] = []
    for one in due:
        try:
            correspondence = gather(known, one)
            reason = against(tx, known, one, correspondence)
        except NotYetKnown:
            one.wait(tx.now + NOT_YET_KNOWN_DELAY)
            late.append(one)
            continue
        if reason:
            settled.append((one, one.stop(reason.status, tx.now, reason.reason)))
            elsewhere += [otherwise(tx, one, correspondence)] if reason is MOVED else []
            continue
        if why := hold(one, correspondence.representative, tx.now):
            held.append((one, why))
            continue
        to = mail_domain(lot, correspondence)
        if throttle and (turn := throttle.turn_of(lot, to, tx.now)):
            in_turn.append((to, turn, one))
        else:
            settled.append((one, one.claim(tx.now, lease, f"<{one.id}@{domain}>")))
            taken.append((one, correspondence))
    _hold(tx, held)
    changed: list[Settled] = [*settled, *((one, ()) for one in late), *((one, ()) for one, _ in held)]
    settle(tx, *changed)
    put_again(tx, late)
    _put_in_turn(tx, lot.channel, in_turn)
    queue(tx, *elsewhere)
    if not taken:
        deliveries.close(tx, lot, tx.now + lease)
    return taken


def _hold(tx: Transaction, held: Sequence[tuple[Notification, Hold]]) -> None:
    """For a digest, or until the hours of quiet are over."""
    aside, until = _set_aside(tx, held), defaultdict[datetime, list[str]](list)
    for one, why in held:
        if one.id not in aside:
            one.hold(why.until)
            until[why.until].append(one.id)
    for moment, ids in until.items():
        deliveries.put(tx, EMAIL, ids, moment)


def otherwise(tx: Transaction, notification: Notification, of: Correspondence) -> Notification:
    """Another one in place of this, by the channel that the person is written to by now."""
    new = notification.again(tx.new_id(), tx.now)
    new.channel = moved_to(notification.channel, notification.template, of.representative) or new.channel
    new.instead = notification.instead or notification.resends is None
    return new


def mail_domain(lot: Lot, correspondence: Correspondence) -> str:
    """Of the address that it goes to; empty where it is no mail."""
    return domain_of(correspondence.representative.get("email") or "") if lot.channel == EMAIL else ""


def _put_in_turn(tx: Transaction, channel: str, in_turn: Iterable[tuple[str, Turn, Notification]]) -> None:
    """Together those to a domain whose turns come within a second."""
    alike: defaultdict[tuple[str, int], list[tuple[Turn, str]]] = defaultdict(list)
    for domain, turn, one in in_turn:
        alike[domain, int(turn.at.timestamp())].append((turn, one.id))
    for those in alike.values():
        last = those[-1][0]
        deliveries.put(tx, channel, [id for _, id in those], last.at, last.booked_at)


def _put_in_line(tx: Transaction, notifications: Iterable[Notification]) -> None:
    by_channel = sorted(notifications, key=lambda one: one.channel)
    for channel, those in groupby(by_channel, key=lambda one: one.channel):
        if channel in BY_HAND:
            waiting.put(tx, those)
        else:
            deliveries.put(tx, channel, [one.id for one in those], tx.now)
