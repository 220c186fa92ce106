"""What is kept may be newer than the fact that is heard: a rebuild reads the log faster than the inbox."""

import pytest

from chassis.inbox import Inbox
from chassis.mongo import Origin, Transaction
from notify.worker import SUBSCRIPTIONS
from tests.integration.notify import facts
from tests.integration.notify.facts import Fact, committee, meeting, member, person, submitted
from tests.integration.notify.house import House

TOLD = [committee(), member(), person(), submitted(), meeting("convened")]
LETTERS = ["meeting-invitation", "proposal-receipt", "welcome"]


def keep(house: House, fact: Fact) -> None:
    """As a rebuild does: the projection alone."""
    event, inbox = facts.event(fact), Inbox(house.store, SUBSCRIPTIONS)
    subscription = inbox.subscription(event)
    data = dict(subscription.reader.load(event.data))
    house.store.transact(lambda tx: subscription.project(tx, 0, event, data), Origin())


def test_a_projection_has_no_effect(house: House) -> None:
    for fact in TOLD:
        keep(house, fact)
    assert house.letters() == []
    for collection in ("outbox", "announcements", "fences", "inbox"):
        assert house.store.db[collection].count_documents({}) == 0


@pytest.mark.parametrize("order", [TOLD, TOLD[::-1]], ids=["in order", "backwards"])
def test_what_was_kept_before_it_was_heard_takes_effect_once(house: House, order: list[Fact]) -> None:
    for fact in TOLD:
        keep(house, fact)
    house.hear(*order)
    assert [template for template, _ in house.letters()] == LETTERS
    house.hear(*order)
    assert [template for template, _ in house.letters()] == LETTERS


def test_every_subscription_keeps_the_same_whichever_generation(house: House) -> None:
    house.hear(*TOLD)

    def again(tx: Transaction) -> None:
        for fact in TOLD:
            event, inbox = facts.event(fact), Inbox(house.store, SUBSCRIPTIONS)
            subscription = inbox.subscription(event)
            subscription.project(tx, 7, event, dict(subscription.reader.load(event.data)))

    house.store.transact(again, Origin())
    for name in ("committees", "members", "representatives", "proposals", "meetings"):
        kept = list(house.store.db[name].find().sort("_id", 1))
        assert kept
        assert list(house.store.db[f"{name}_g7"].find().sort("_id", 1)) == kept
