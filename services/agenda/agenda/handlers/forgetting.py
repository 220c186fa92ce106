"""A person is to be forgotten. Of representatives the agenda keeps where they came in a member's place."""

from typing import Any

from agenda import store
from agenda.events import ERASURE_COMPLETED
from agenda.model.attendee import Attendee
from agenda.store import ATTENDEES
from chassis.envelope import Event
from chassis.erasure import forget
from chassis.erasure_events import told
from chassis.mongo import Transaction


def erased(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """Of how somebody is reached, which may be forgotten before their name is, nothing is kept."""
    blanked, nameless = forget(tx, event.subject), "identity" in data["forgotten"]
    for attendee in store.attendees_of(tx, event.subject.rpartition("/")[2]) if nameless else ():
        for name, count in {**forget_attendee(tx, attendee), ATTENDEES.collection: 1}.items():
            blanked[name] = blanked.get(name, 0) + count
    tx.tell(told(ERASURE_COMPLETED, data["erasure"], blanked))


def let_go(tx: Transaction, id: str) -> None:
    """Of somebody whose coming is off; they may have been forgotten already."""
    attendee = ATTENDEES.get(tx, id)
    if attendee.erased_at is None:
        forget_attendee(tx, attendee)


def forget_attendee(tx: Transaction, attendee: Attendee) -> dict[str, int]:
    """With what was answered to the commands that named the person."""
    attendee.erase(tx.now)
    ATTENDEES.save(tx, attendee)
    return forget(tx, f"{ATTENDEES.collection}/{attendee.id}")
