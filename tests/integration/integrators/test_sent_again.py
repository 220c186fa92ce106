"""`wara events replay` to a partner's queue: it is sent nothing that it is not granted."""

from typing import Any

import pytest

from chassis import topology
from chassis.connection import connect
from tests.integration.integrators.conftest import Tell
from tests.support.operator import Operator, settings

CONVENED, LISTED, OPENED = (
    f"agenda.{one}.v1" for one in ("meeting.convened", "item.listed", "meeting.opened")
)
AGAIN = ("events", "replay", "--source", "agenda", "--to-queue")


def waiting(channel: Any, queue: str) -> list[str]:
    """Their types, which wait no more."""
    found = []
    while (got := channel.basic_get(queue, auto_ack=True))[0] is not None:
        found.append(got[1].type)
    return found


def test_a_queue_is_sent_what_its_partner_is_granted(
    operator: Operator, partner: str, told: Tell, channel: Any
) -> None:
    operator.does("partners", "add", partner, "--events", "agenda.meeting.*.v1")
    queue = settings(operator.does("provision", partner))["QUEUE"]
    told(CONVENED, LISTED, OPENED)
    waiting(channel, queue)
    assert operator.does(*AGAIN, queue).startswith("2 of agenda's events, 1 through 3, sent to ")
    assert waiting(channel, queue) == [CONVENED, OPENED]
    operator.does(*AGAIN, queue, "--type", OPENED)
    assert waiting(channel, queue) == [OPENED]
    status, said = operator.tries(*AGAIN, queue, "--type", LISTED, "--type", OPENED)
    assert (status, said) == (1, f"{partner}, whose queue that is, is not granted {LISTED}.")
    status, said = operator.tries("events", "replay", "--source", "notify", "--to-queue", queue)
    assert (status, said) == (1, f"{partner}, whose queue that is, is granted nothing of notify.")
    assert waiting(channel, queue) == []


@pytest.mark.parametrize("bound", [CONVENED, "#"])
def test_a_queue_of_a_handler_too(
    bound: str, operator: Operator, partner: str, told: Tell, channel: Any
) -> None:
    operator.does("partners", "add", partner, "--events", "agenda.meeting.*.v1", "--nameko")
    given = settings(operator.does("provision", partner))
    exchange = topology.partner_events(partner)
    queue = f"evt-{exchange.removesuffix('.events')}-{bound}--{partner}.hear"
    with connect(given["AMQP_URI"]) as connection:
        connection.channel().queue_declare(queue, durable=True)
    told(CONVENED, LISTED)
    operator.does(*AGAIN, queue)
    assert waiting(channel, queue) == [CONVENED]
