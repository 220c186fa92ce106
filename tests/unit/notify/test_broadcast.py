"""A broadcast: what has to be done before it is sent, and what may still be done after."""

from datetime import timedelta
from typing import Any

import pytest

from chassis.errors import Conflict, Invalid
from notify import examples
from notify.audiences import BROADCASTS
from notify.broadcasts.config import Rules
from notify.broadcasts.examples import BECAUSE, BODY, BROADCAST_ID, SUBJECT
from notify.broadcasts.model import (
    TRANSITIONS,
    Audience,
    Broadcast,
    Category,
    DryRun,
    Fact,
    State,
    Status,
    Trial,
)
from notify.broadcasts.relevance import called_off, template_of
from notify.errors import BROADCAST_FOR_NOBODY, BROADCAST_NOT_COUNTED, BROADCAST_NOT_TESTED
from notify.preferences import hold
from notify.relevance import unwanted
from tests.unit.notify.builders import AT, notification

HOLD, LATER = timedelta(minutes=10), AT + timedelta(hours=1)
REASON = {"th": "พบข้อผิดพลาด"}


def draft(**changes: Any) -> Broadcast:
    plain: dict[str, Any] = {
        "id": BROADCAST_ID,
        "committee": examples.COMMITTEE_ID,
        "by": "officer-1",
        "subject": SUBJECT,
        "body": BODY,
        "audience": Audience(),
        "created_at": AT,
    }
    return Broadcast(**{**plain, **changes})


def counted(one: Broadcast, people: int = 2) -> None:
    one.count(DryRun(edition=one.edition, asked_at=AT, done_at=AT, state=State.DONE, people=people))


def once_tested(one: Broadcast, state: State = State.DONE) -> None:
    one.tested(Trial(edition=one.edition, asked_at=AT, done_at=AT, state=state))


def tried() -> Broadcast:
    one = draft()
    counted(one)
    once_tested(one)
    return one


def held() -> Broadcast:
    one = tried()
    one.send(AT, HOLD, None)
    return one


def sending() -> Broadcast:
    one = held()
    one.start(LATER)
    return one


def test_it_is_sent_only_when_this_edition_was_counted_and_tested() -> None:
    one = draft()
    assert refusal(one) == BROADCAST_NOT_COUNTED
    one.ask_for_count(AT)
    assert refusal(one) == BROADCAST_NOT_COUNTED, "it is still being counted"
    counted(one)
    assert (refusal(one), one.wanting) == (BROADCAST_NOT_TESTED, ["test"])
    once_tested(one, State.FAILED)
    assert refusal(one) == BROADCAST_NOT_TESTED, "it has not left"
    once_tested(one)
    assert one.wanting == []
    one.send(AT, HOLD, None)
    assert (one.status, one.release_at) == (Status.HELD, AT + HOLD)


def refusal(one: Broadcast) -> str:
    with pytest.raises(Conflict) as refused:
        one.send(AT, HOLD, None)
    return refused.value.code


@pytest.mark.parametrize(
    "change",
    [
        {"subject": {"th": "อื่น"}},
        {"body": {"th": "อื่น"}},
        {"audience": Audience(kinds=["observer"])},
        {"category": Category.ESSENTIAL, "because": BECAUSE},
    ],
)
def test_a_change_voids_what_was_counted_and_tested(change: dict[str, Any]) -> None:
    one = tried()
    one.revise(change)
    assert (one.edition, one.wanting) == (2, ["dry_run", "test"])
    one = tried()
    one.revise({name: getattr(one, name) for name in change})
    assert (one.edition, one.wanting) == (1, []), "nothing changed"


def test_nothing_is_sent_that_nobody_would_get() -> None:
    one = tried()
    counted(one, people=0)
    assert refusal(one) == BROADCAST_FOR_NOBODY


def test_it_goes_out_at_its_time_and_never_before_the_hold_is_over() -> None:
    soon, late = tried(), tried()
    soon.send(AT, HOLD, AT + timedelta(minutes=1))
    late.send(AT, HOLD, LATER)
    assert (soon.release_at, late.release_at) == (AT + HOLD, LATER)


def test_what_is_recalled_is_a_draft_that_stays_tried() -> None:
    one = held()
    one.recall()
    assert (one.status, one.release_at, one.wanting) == (Status.DRAFT, None, [])
    one.send(LATER, HOLD, None)
    assert one.release_at == LATER + HOLD


def test_it_is_told_that_it_starts_and_how_it_ends() -> None:
    one = held()
    assert one.start(LATER) == (Fact.STARTED,)
    assert one.complete(LATER) == (Fact.COMPLETED,)
    one = sending()
    assert one.stop(LATER, REASON) == (Fact.STOPPED,)
    assert (one.status, one.reason, one.ended_at) == (Status.STOPPED, REASON, LATER)
    assert held().stop(LATER, REASON) == (), "nobody has heard of it"


MAKE = {
    Status.DRAFT: tried,
    Status.HELD: held,
    Status.SENDING: sending,
}
VERBS = {
    "revise": lambda one: one.revise({}),
    "count": lambda one: one.ask_for_count(AT),
    "test": lambda one: one.ask_for_test(AT),
    "send": lambda one: one.send(AT, HOLD, None),
    "discard": lambda one: one.discard(AT),
    "recall": lambda one: one.recall(),
    "start": lambda one: one.start(AT),
    "complete": lambda one: one.complete(AT),
    "stop": lambda one: one.stop(AT, REASON),
}


def in_state(status: Status) -> Broadcast:
    if status in MAKE:
        return MAKE[status]()
    one = sending() if status is not Status.DISCARDED else tried()
    {"sent": VERBS["complete"], "stopped": VERBS["stop"], "discarded": VERBS["discard"]}[status](one)
    return one


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("verb", sorted(TRANSITIONS))
def test_every_verb_has_the_states_that_it_starts_from(verb: str, status: Status) -> None:
    one = in_state(status)
    assert one.status is status
    if status in TRANSITIONS[verb]:
        VERBS[verb](one)
        return
    with pytest.raises(Conflict) as refused:
        VERBS[verb](one)
    assert refused.value.params == {"aggregate": "broadcast", "status": status, "verb": verb}
    assert one.status is status


def test_who_calls_it_essential_says_why_and_then_nobody_does_without() -> None:
    one = draft()
    with pytest.raises(Invalid) as refused:
        one.revise({"category": Category.ESSENTIAL})
    assert refused.value.fields == {"because": ["required"]}
    one.revise({"category": Category.ESSENTIAL, "because": BECAUSE})
    unwilling = {**examples.REPRESENTATIVE, "channels": {"email": []}}
    assert unwanted(template_of(one).name, "email", one.stated_in("th"), unwilling) is None
    one.revise({"category": Category.NORMAL})
    assert one.because is None
    spared = unwanted(template_of(one).name, "email", one.stated_in("th"), unwilling)
    assert spared is not None and spared.reason == "not_wanted"


@pytest.mark.parametrize(
    ("audience", "meant"),
    [
        ({}, True),
        ({"kinds": ["civil_society", "observer"]}, True),
        ({"kinds": ["observer"]}, False),
        ({"sdgs": [13, 17]}, True),
        ({"sdgs": [13]}, False),
        ({"kinds": ["civil_society"], "sdgs": [13]}, False),
    ],
)
def test_an_audience_means_whom_every_part_of_it_means(audience: dict[str, Any], meant: bool) -> None:
    member = {"kind": "civil_society", "sdgs": [6, 17]}
    assert Audience(**audience).means(member) is meant
    heard_of_long_ago: dict[str, Any] = {"status": "active"}
    assert Audience(**audience).means(heard_of_long_ago) is (not audience)


def test_a_letter_of_it_is_called_off_when_it_is_stopped_or_its_member_is_not_meant_any_more() -> None:
    suspended = {**examples.MEMBER, "status": "suspended"}
    assert called_off(sending(), examples.MEMBER) is None
    off = called_off(sending(), suspended)
    assert off is not None and (off.status, off.reason) == ("suppressed", "member_not_active")
    to_both = sending()
    to_both.audience = Audience(states=["active", "suspended"])
    assert called_off(to_both, suspended) is None
    to_both.stop(LATER, REASON)
    off = called_off(to_both, examples.MEMBER)
    assert off is not None and (off.status, off.reason) == ("cancelled", "broadcast_stopped")


@pytest.mark.parametrize(
    ("address", "ours"),
    [
        ("officer@secretariat.example", True),
        ("officer@Secretariat.Example", True),
        ("officer@mail.secretariat.example", False),
        ("officer@secretariat.example@org1.example", False),
        ("secretariat.example", False),
    ],
)
def test_a_test_goes_to_addresses_of_the_house_alone(address: str, ours: bool) -> None:
    rules = Rules(hold=HOLD, test_domains=frozenset({"secretariat.example"}))
    assert rules.is_of_the_house(address) is ours


def test_it_comes_by_itself_to_who_wants_a_digest_but_not_in_their_hours_of_quiet() -> None:
    person = {**examples.REPRESENTATIVE, "digest": "daily"}
    letter = notification(template="broadcast", facts=draft().stated_in("th"))
    assert hold(letter, person, AT) is None
    quiet = hold(letter, {**person, "quiet_hours": {"from": "08:00", "until": "10:00"}}, AT)
    assert quiet is not None and not quiet.in_digest
    essential = notification(template="broadcast-essential", facts=draft().stated_in("th"))
    assert hold(essential, {**person, "quiet_hours": {"from": "08:00", "until": "10:00"}}, AT) is None


def test_no_other_letter_is_a_broadcast() -> None:
    assert set(BROADCASTS) == {"broadcast", "broadcast-essential"}
