"""What is posted to a partner, while the operator takes something from it."""

import pytest

from chassis import clock
from chassis.mongo import Store
from gateway.collection import Row
from gateway.feeds import feeds
from gateway.rows import Rows
from gateway.schemas.feed import SOURCES
from gateway.streams.room import Room
from gateway.webhooks import webhook
from gateway.webhooks.book import Book
from gateway.webhooks.courier import Courier
from gateway.webhooks.logs import Logs
from gateway.webhooks.post import Post
from tests.support.operator import Operator
from tests.unit.gateway.posted import CONVENED, ROOT, URL, Receiver, Told


@pytest.fixture
def webhooks(stores: dict[str, Store]) -> Rows:
    return Rows(stores["gateway"], webhook.WEBHOOKS)


@pytest.fixture(autouse=True)
def provisioned(operator: Operator, partner: str) -> None:
    operator.does("partners", "add", partner, "--events", "agenda.meeting.*.v1")
    operator.does("provision", partner)


def registered(partner: str) -> Row:
    return webhook.made(partner, URL, "seed", dict.fromkeys(SOURCES, 0), "one", clock.now())


@pytest.mark.parametrize(
    "done", [("suspend",), ("add", "--events", "notify.#"), ("remove", "--yes")], ids=lambda one: one[0]
)
def test_what_it_may_not_hear_any_more_is_posted_no_more(
    done: tuple[str, ...], operator: Operator, partner: str, webhooks: Rows
) -> None:
    """Though a gateway is posting, which has read that and more to post."""
    webhooks.add(registered(partner))
    [row], told = webhooks.all(_id=partner), Told()
    first, _ = told.tell(CONVENED, CONVENED)

    def meanwhile() -> int:
        command, *arguments = done
        operator.does("partners", command, partner, *arguments)
        return 204

    receiver = Receiver([meanwhile])
    courier = Courier(Book(webhooks), Logs(feeds(told, Room())), Post(lambda: [ROOT], send=receiver))
    courier.serve(row, ["agenda.#"])
    assert receiver.ids() == [first]


def test_one_that_comes_again_is_posted_nothing_where_it_once_was(
    operator: Operator, partner: str, webhooks: Rows
) -> None:
    """What it registered a moment after it was removed, with a key that a gateway still took for good."""
    operator.does("partners", "remove", partner, "--yes")
    webhooks.add(registered(partner))
    operator.does("partners", "add", partner, "--events", "agenda.meeting.*.v1")
    operator.does("provision", partner)
    assert webhooks.get(partner) is None
