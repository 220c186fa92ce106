"""Whom the secretariat tells by hand: whose letter is printed, who is called, and what came of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from chassis import log
from chassis.due import AT_ONCE
from chassis.errors import WaraError
from chassis.mongo import Transaction
from notify import letters, store
from notify.by_hand import reaching, waiting
from notify.errors import (
    NOTIFICATION_NOT_FOUND,
    TRANSITION_FORBIDDEN,
    Conflict,
    Denied,
    Invalid,
    NotFound,
    NotYetKnown,
)
from notify.handlers.gathering import MOVED, against, gather, known_for
from notify.handlers.keeping import Settled, settle
from notify.handlers.sending import otherwise, queue
from notify.known import Known
from notify.letters import NO_WAYS, Correspondence
from notify.model import Facts, Notification, Status
from notify.outgoing import bundles
from notify.outgoing.bundles import Words
from notify.relevance import Overtaken
from notify.routing import BY_HAND, POST
from notify.wording import person

SECRETARIAT = "secretariat"

logger = log.get(__name__)

Body = dict[str, Any]
Looked = tuple[Notification, Correspondence, Overtaken | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    id: str
    verdict: Literal["delivered", "not_reached", "refused"]
    error: WaraError | None = None


def page(tx: Transaction, query: Body) -> tuple[list[Body], str | None]:
    """What waits, the oldest first; what has lost its point is passed over, so there may be fewer."""
    _must_be_secretariat(tx)
    where = {name: query[name] for name in ("channel", "committee", "template") if query[name] is not None}
    rows, after = waiting.lists.page(tx, where, query["after"], query["limit"])
    looked = _look(tx, [one.id for one in rows])
    return [_shown(one, of) for one, of, reason in looked if reason is None], after


def hand_over(tx: Transaction, command: Body) -> Notification:
    return _tick(tx, command, reached=True)


def not_reached(tx: Transaction, command: Body) -> Notification:
    return _tick(tx, command, reached=False)


def tick_off(tx: Transaction, command: Body) -> list[Verdict]:
    """Many at once; what refuses one hinders no other."""
    _must_be_secretariat(tx)
    found = {one.id: one for one in store.notifications_of(tx, [tick["id"] for tick in command["items"]])}
    known = known_for(tx, list(found.values()))
    settled, verdicts = list[Settled](), list[Verdict]()
    for tick in command["items"]:
        try:
            if tick["id"] not in found:
                raise NotFound(NOTIFICATION_NOT_FOUND, id=tick["id"])
            one = found[tick["id"]]
            settled.append((one, _done(tx, known, one, tick, tick["reached"])))
        except WaraError as error:
            verdicts.append(Verdict(id=tick["id"], verdict="refused", error=error))
        else:
            verdicts.append(Verdict(id=one.id, verdict="delivered" if tick["reached"] else "not_reached"))
    _keep_words(tx, known, [one for one, _ in settled])
    settle(tx, *settled)
    return verdicts


def pointless(tx: Transaction) -> list[str]:
    """Ids of letters that wait there in vain, at most so many as are dealt with at once."""
    found: list[str] = []
    for ids in _all(tx):
        found += [one.id for one, _, reason in _look(tx, ids) if reason is not None]
        if len(found) >= AT_ONCE:
            break
    return found[:AT_ONCE]


def look_at(tx: Transaction, id: str) -> None:
    """Takes it off its list; who is written to by another channel by now has it by that."""
    for one, of, reason in _look(tx, [id]):
        if reason is None:
            continue
        settle(tx, (one, one.stop(reason.status, tx.now, reason.reason)))
        if reason is MOVED:
            queue(tx, otherwise(tx, one, of))


def _all(tx: Transaction) -> Iterator[list[str]]:
    for channel in BY_HAND:
        after: str | None = None
        while True:
            rows, after = waiting.lists.page(tx, {"channel": channel}, after, AT_ONCE)
            yield [one.id for one in rows]
            if after is None:
                break


def _look(tx: Transaction, ids: Sequence[str]) -> list[Looked]:
    """Those that wait, with what speaks against them; not those of which a part has not arrived."""
    those = [one for one in store.notifications_of(tx, ids) if one.status is Status.QUEUED]
    known, looked = known_for(tx, those), list[Looked]()
    for one in those:
        try:
            of = gather(known, one)
            looked.append((one, of, against(tx, known, one, of)))
        except NotYetKnown:
            continue
    return looked


def _tick(tx: Transaction, command: Body, reached: bool) -> Notification:
    _must_be_secretariat(tx)
    one = store.notifications.get(tx, command["id"], command["if_match"])
    known = known_for(tx, [one])
    facts = _done(tx, known, one, command, reached)
    _keep_words(tx, known, [one])
    settle(tx, (one, facts))
    return one


def _done(tx: Transaction, known: Known, one: Notification, tick: Body, reached: bool) -> Facts:
    if one.channel not in BY_HAND:
        verb = "deliver" if reached else "not-reached"
        raise Conflict(TRANSITION_FORBIDDEN, aggregate="notification", status=str(one.status), verb=verb)
    at = _when(tx, one, tick["at"])
    attempt = {"at": at, "by": tx.caller.id, "how": tick["how"], "reached": reached, "note": tick["note"]}
    if not reached:
        return one.miss(tx.now, attempt)
    edition = letters.edition(one.template, known.words(one.template, one.language))
    return one.hand_over(tx.now, edition, attempt)


def _keep_words(tx: Transaction, known: Known, ticked: Sequence[Notification]) -> None:
    """Of what was posted, as it is printed now."""
    posted = [one for one in ticked if one.channel == POST and one.status is Status.DELIVERED]
    bundles.keep(tx, posted, {one.id: words for one in posted if (words := _printed(known, one))})


def _printed(known: Known, one: Notification) -> Words | None:
    try:
        of = gather(known, one)
    except NotYetKnown:
        return None
    return _written(of, lambda: bundles.without_seals(letters.write(of, NO_WAYS)))


def _when(tx: Transaction, one: Notification, said: datetime | None) -> datetime:
    """Not before there was anything to tell."""
    if said is None:
        return tx.now
    if said > tx.now:
        raise Invalid(fields={"at": ["in_the_future"]})
    if said < one.created_at:
        raise Invalid(fields={"at": ["in_the_past"]})
    return said


def _shown(one: Notification, of: Correspondence) -> Body:
    representative, language = of.representative, one.language
    shown = {
        "id": one.id,
        "version": one.version,
        "channel": one.channel,
        "template": one.template,
        "about": one.about,
        "committee": one.committee,
        "office": _office(of),
        "member": of.member["_id"],
        "organisation": of.member["name"],
        "recipient": one.recipient,
        "name": person(representative["name"], language),
        "language": language,
        "contact_attempts": one.contact_attempts,
        "created_at": one.created_at,
    }
    if one.channel == POST:
        return shown | {"address": reaching.address(representative["postal_address"])} | _words(of, POST)
    number = reaching.telephone(representative["telephone"], language)
    return shown | {"telephone": number} | _words(of, one.channel)


def _words(of: Correspondence, channel: str) -> Body:
    def said() -> Body:
        letter = letters.write(of, NO_WAYS)
        return {"subject": letter.subject, "text": letter.text if channel == POST else letters.call(of)}

    return _written(of, said) or {}


def _written(of: Correspondence, write: Callable[[], Body]) -> Body | None:
    """None where it cannot be written, which is the fault of this letter alone."""
    try:
        return write()
    except Exception as error:  # noqa: BLE001 - as a sender's
        logger.error("letter_not_written", template=of.template, reason=type(error).__name__)
        return None


def _office(of: Correspondence) -> Body:
    """Whose the secretariat is, where it is and how it is reached, as far as that has been heard."""
    convener = of.committee.get("convener") or {}
    office = {name: text for name, text in (convener.get("office") or {}).items() if text}
    return {"of": of.committee["name"], **({"host": convener["name"]} if convener else {}), **office}


def _must_be_secretariat(tx: Transaction) -> None:
    """Names and addresses are for nobody else."""
    if not tx.caller.has(SECRETARIAT):
        raise Denied()
