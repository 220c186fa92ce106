"""From what waits for a person's digest to one letter that tells all of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from chassis import log
from chassis.mongo import Document, Transaction
from chassis.transaction import Left
from notify import letters, store
from notify.audiences import DIGEST, TEMPLATES
from notify.digests import store as digests
from notify.digests.store import Waiting
from notify.doors import Doors
from notify.errors import NotYetKnown
from notify.handlers.gathering import MOVED, against, gather, known_for
from notify.handlers.keeping import Settled, settle
from notify.handlers.sending import letter_to, otherwise, queue
from notify.known import Known
from notify.letters import Correspondence
from notify.model import WAITING, Notification, Status
from notify.outgoing import deliveries
from notify.preferences import next_digest
from notify.relevance import Overtaken
from notify.routing import EMAIL
from notify.store import REPRESENTATIVES

Line = dict[str, str]
"""Of one letter its subject, and where it leads."""
NOT_WRITTEN = "not_written"
SAID_ANEW = Overtaken(Status.CANCELLED, "superseded")

logger = log.get(__name__)


def tell(tx: Transaction, persons: Iterable[str], doors: Doors) -> None:
    """Makes those digests of these persons that are due, and in which there is anything left to tell.

    Each is a letter like any other from then on; what it tells has come to its end. Stale where another
    process was faster with one.
    """
    due = [one for one in digests.of(tx, persons) if one.due_at <= tx.now]
    digests.close(tx, due)
    waiting = _waiting(tx, due)
    known, settled, unknown = known_for(tx, waiting), list[Settled](), list[Notification]()
    older = _older(waiting)
    told, elsewhere = defaultdict[str, list[tuple[Notification, Line]]](list), list[Notification]()
    for one in waiting:
        try:
            correspondence = gather(known, one)
            reason = against(tx, known, one, correspondence) or older.get(one.id)
        except NotYetKnown:
            unknown.append(one)
            continue
        if reason:
            settled.append((one, one.stop(reason.status, tx.now, reason.reason)))
            elsewhere += [otherwise(tx, one, correspondence)] if reason is MOVED else []
        elif line := _line(known, correspondence, doors):
            told[one.recipient].append((one, line))
        else:
            settled.append((one, one.fail_technically(tx.now, NOT_WRITTEN)))
    made = [_digest(tx, known.get(REPRESENTATIVES, person), those) for person, those in told.items()]
    queue(tx, *made)
    for digest in made:
        settled += [(one, one.tell_in(digest.id, tx.now)) for one, _ in told[digest.recipient]]
    settle(tx, *sorted(settled, key=lambda one: one[0].correlation_id or ""))  # those of one fact together
    queue(tx, *elsewhere)
    _release(tx, unknown)


def look_again(tx: Transaction, person: str) -> None:
    """At what waits for this person, who may have come to want it otherwise."""
    tx.at_end(_look_again, person)


def _look_again(tx: Transaction, left: Sequence[Left]) -> None:
    people = store.known_by_id(tx, REPRESENTATIVES, {one.about for one in left})
    for waiting in digests.of(tx, people):
        slot = next_digest(people[waiting.person], tx.now)
        if waiting.due_at <= tx.now or slot == waiting.due_at:
            continue
        letters_of = _waiting(tx, [waiting])
        if slot is None:
            digests.close(tx, [waiting])
            _release(tx, letters_of)
        else:
            digests.move(tx, waiting, slot)
            for one in letters_of:
                one.set_aside(slot)
            settle(tx, *((one, ()) for one in letters_of))
    _release(tx, store.held(tx, people))


def _waiting(tx: Transaction, those: Sequence[Waiting]) -> list[Notification]:
    named = [id for one in those for id in one.letters]
    return [one for one in store.notifications_of(tx, named) if one.status in WAITING]


def _older(waiting: Iterable[Notification]) -> dict[str, Overtaken]:
    """By their ids those of which a newer one says the same to the same person."""
    alike = defaultdict[tuple[str, ...], list[str]](list)
    for one in waiting:
        if named := TEMPLATES[one.template].newest_of:
            alike[(one.recipient, one.template, *(one.facts[name] for name in named))].append(one.id)
    return {id: SAID_ANEW for ids in alike.values() for id in sorted(ids)[:-1]}


def _release(tx: Transaction, those: Sequence[Notification]) -> None:
    """Each goes by itself, now; the sender looks whether it may."""
    settle(tx, *((one, one.release(tx.now)) for one in those))
    deliveries.put(tx, EMAIL, [one.id for one in those], tx.now)


def _line(known: Known, of: Correspondence, doors: Doors) -> Line | None:
    """None where the letter itself could not be written either."""
    ways, language = doors.ways(of), of.representative["language"]
    try:
        own = replace(of, language=language, words=known.words(of.template, language))
        return {"subject": letters.subject(own, ways), "link": ways.page}
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a letter is this row's fate alone
        logger.error("letter_not_written", template=of.template, reason=type(error).__name__)
        return None


def _digest(tx: Transaction, person: Document, told: Sequence[tuple[Notification, Line]]) -> Notification:
    """Its key is of the first that it tells, which no other digest does."""
    cause = f"{DIGEST.name}s/{told[0][0].id}"
    return letter_to(tx, person, DIGEST.name, cause, {"items": [line for _, line in told]})
