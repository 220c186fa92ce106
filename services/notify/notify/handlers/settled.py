"""Whether what a letter asks for, or tells, was settled since: by what is known of the thing it is about."""

from collections.abc import Callable, Mapping

from notify.audiences import (
    CHARGED,
    COMMENT_ANSWERED,
    COMMENTED,
    DUE_SOON,
    NEAR,
    OVERDUE,
    REMINDER,
    REVIEW_ASKED,
    TERM_ENDING,
)
from notify.errors import NotYetKnown
from notify.known import Known
from notify.letters import Correspondence
from notify.model import Notification, Status
from notify.relevance import (
    Overtaken,
    no_longer_late,
    no_longer_near,
    out_of_sight,
    reviewed,
    settled,
    term_settled,
)
from notify.store import ACTIONS, COMMENTS, REPRESENTATIVES, RESPONSES, REVIEWS, answer_of

NO_REPLY, STAYS_AWAY = "no_reply", frozenset({"no_reply", "declined", "withdrawn"})

Settled = Callable[[Known, Notification, Correspondence], Overtaken | None]


def already(known: Known, notification: Notification, of: Correspondence) -> Overtaken | None:
    looked_at = BY_TEMPLATE.get(notification.template)
    return looked_at(known, notification, of) if looked_at else None


def _charged(known: Known, notification: Notification, of: Correspondence) -> Overtaken | None:
    action, secretariat = known.get(ACTIONS, _its_id(notification)), of.committee.get("secretariat")
    return settled(action, of.member["_id"], secretariat)


def _overdue(known: Known, notification: Notification, of: Correspondence) -> Overtaken | None:
    late = no_longer_late(known.get(ACTIONS, _its_id(notification)))
    return _charged(known, notification, of) or late


def _due_soon(known: Known, notification: Notification, of: Correspondence) -> Overtaken | None:
    near = no_longer_near(notification.facts, known.get(ACTIONS, _its_id(notification)))
    return _charged(known, notification, of) or near


def _term(known: Known, notification: Notification, of: Correspondence) -> Overtaken | None:
    return term_settled(notification.facts, known.get(REPRESENTATIVES, _its_id(notification)))


def _comment(known: Known, notification: Notification, of: Correspondence) -> Overtaken | None:
    return out_of_sight(known.get(COMMENTS, notification.facts["comment"]))


def _review(known: Known, notification: Notification, of: Correspondence) -> Overtaken | None:
    return reviewed(known.get(REVIEWS, notification.facts["review"]))


def _awaited(known: Known, notification: Notification, of: Correspondence) -> Overtaken | None:
    answer = _answer(known, notification)
    return None if answer in (None, NO_REPLY) else Overtaken(Status.CANCELLED, "answered")


def _near(known: Known, notification: Notification, of: Correspondence) -> Overtaken | None:
    stays_away = _answer(known, notification) in STAYS_AWAY
    return Overtaken(Status.CANCELLED, "not_coming") if stays_away else None


def _answer(known: Known, notification: Notification) -> str | None:
    """Of the member to the invitation; None where another record answers for them by now."""
    try:
        response = known.get(RESPONSES, answer_of(notification.member, notification.facts["meeting"]))
    except NotYetKnown:
        return None
    return str(response["answer"])


def _its_id(notification: Notification) -> str:
    return notification.about.rpartition("/")[2]


BY_TEMPLATE: Mapping[str, Settled] = {
    CHARGED.name: _charged,
    DUE_SOON.name: _due_soon,
    OVERDUE.name: _overdue,
    TERM_ENDING.name: _term,
    COMMENTED.name: _comment,
    COMMENT_ANSWERED.name: _comment,
    REVIEW_ASKED.name: _review,
    REMINDER.name: _awaited,
    NEAR.name: _near,
}
