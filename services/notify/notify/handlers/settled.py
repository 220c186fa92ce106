"""Whether what a letter asks for, or tells, was settled since: by what is known of the thing it is about."""

from collections.abc import Callable, Mapping

from notify.audiences import (
    CHARGED,
    COMMENT_ANSWERED,
    COMMENTED,
    DUE_SOON,
    OVERDUE,
    REVIEW_ASKED,
    TERM_ENDING,
)
from notify.known import Known
from notify.letters import Correspondence
from notify.model import Notification
from notify.relevance import (
    Overtaken,
    no_longer_late,
    no_longer_near,
    out_of_sight,
    reviewed,
    settled,
    term_settled,
)
from notify.store import ACTIONS, COMMENTS, REPRESENTATIVES, REVIEWS

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
}
