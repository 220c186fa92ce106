"""What of the notifications to a person is in their inbox, and what is withdrawn."""

from typing import Any

import pytest

from notify.handlers.webhooks import copied
from notify.inboxes import inbox
from notify.inboxes.inbox import is_shown, is_withdrawn, row_of
from notify.model import Notification, Status, key
from notify.outgoing.suppressions import AGAINST
from notify.relevance import WRITTEN_TO_OTHERWISE
from tests.unit.notify.builders import AT, notification


def row(**changes: Any) -> Any:
    return row_of(notification(**changes))


@pytest.mark.parametrize("status", set(Status) - inbox.WITHDRAWN - inbox.HIDDEN)
def test_what_is_made_is_there_whatever_becomes_of_the_mail(status: Status) -> None:
    assert is_shown(row(status=status))
    assert not is_withdrawn(row(status=status))


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.EXPIRED])
def test_what_holds_no_more_is_shown_as_withdrawn(status: Status) -> None:
    assert is_shown(row(status=status, reason="meeting_cancelled"))
    assert is_withdrawn(row(status=status, reason="meeting_cancelled"))


@pytest.mark.parametrize("status", sorted(inbox.HIDDEN))
def test_what_is_not_ready_or_could_not_be_written_is_not_there(status: Status) -> None:
    assert not is_shown(row(status=status))


def test_what_they_are_not_to_have_is_taken_out() -> None:
    unwanted = row(status=Status.SUPPRESSED, reason="not_wanted")
    assert (is_shown(unwanted), is_withdrawn(unwanted)) == (False, True)


@pytest.mark.parametrize(
    ("status", "reason"),
    [(Status.SUPPRESSED, AGAINST.reason), (Status.CANCELLED, WRITTEN_TO_OTHERWISE)],
)
def test_that_it_goes_no_way_or_another_takes_nothing_out(status: Status, reason: str) -> None:
    one = row(status=status, reason=reason)
    assert (is_shown(one), is_withdrawn(one)) == (True, False)


def test_copies_and_what_is_sent_again_say_nothing_new() -> None:
    one = notification(status=Status.DELIVERED)
    copy = key(one.cause, one.template, one.recipient, "webhook")
    assert not is_shown(row(key=copy, channel="webhook"))
    assert not is_shown(row_of(one.again("another", AT)))
    assert not is_shown(row_of(copied(one, "another", AT)))


def test_it_begins_when_they_are_in_office() -> None:
    assert not is_shown(row(template="confirm-address"))
    assert not is_withdrawn(row(template="confirm-address", status=Status.CANCELLED))


def test_what_is_copied_is_the_same_by_another_channel() -> None:
    one = notification()
    copy = copied(one, "another", AT)
    assert isinstance(copy, Notification)
    assert (copy.channel, copy.resends, copy.template, copy.facts) == (
        "webhook",
        one.id,
        one.template,
        one.facts,
    )
