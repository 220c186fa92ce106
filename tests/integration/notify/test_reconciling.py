"""Whichever fact comes last completes the pair, and each letter is made once."""

from collections import Counter
from datetime import timedelta
from itertools import permutations

import pytest

from chassis import clock
from chassis.ids import new_id
from chassis.inbox import Apart
from notify.handlers import reconciliation
from notify.tellings import TELLINGS
from tests.integration.notify.facts import (
    COMMITTEE,
    DEPUTY,
    LONG_AGO,
    MEMBER,
    PERSON,
    SUPPORTER,
    Fact,
    committee,
    meeting,
    member,
    moved,
    person,
    proposal,
    published,
    submitted,
)
from tests.integration.notify.house import House

PAIRS = (member(), person(), submitted(), meeting("convened"))
EXPECTED = [("meeting-invitation", PERSON), ("proposal-receipt", PERSON), ("welcome", PERSON)]


@pytest.mark.parametrize(
    "order", list(permutations(PAIRS)), ids=lambda order: "-".join(one[0].split(".")[1] for one in order)
)
def test_the_order_does_not_matter(house: House, order: tuple[Fact, ...]) -> None:
    house.hear(*order)
    assert house.letters() == EXPECTED


def test_what_comes_together_is_heard_together(house: House) -> None:
    house.hear_together(*reversed(PAIRS))
    assert house.letters() == EXPECTED
    assert len(house.told("notify.notification.queued.v1")) == 3


@pytest.mark.parametrize("late", [PERSON, None], ids=["one person, many facts", "one fact, many people"])
def test_many_letters_are_made_in_portions(
    house: House, monkeypatch: pytest.MonkeyPatch, late: str | None
) -> None:
    monkeypatch.setattr(reconciliation, "PORTION", 10)
    if late:
        house.hear(member(), *(submitted(version=version) for version in range(2, 35)), person())
    else:
        house.hear(member(), *(person(id=new_id()) for _ in range(33)), submitted())
    receipts = house.rows("proposal-receipt")
    assert len(receipts) == len({row["key"] for row in receipts}) == 33
    assert len(house.told("notify.notification.queued.v1")) == len(house.rows())
    made_at = Counter(row["created_at"] for row in house.rows())
    assert max(made_at.values()) <= 10


def test_a_meeting_is_told_to_a_crowd_in_portions(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also who was invited hears of it in portions; who comes late is among them."""
    monkeypatch.setattr(reconciliation, "PORTION", 10)
    house.hear(committee(), member(), *(person(id=new_id()) for _ in range(33)))
    house.hear(meeting("convened"), person(id=new_id()))
    house.hear(moved(3, 1), meeting("cancelled", 4, calendar_sequence=2))
    for template in ("meeting-invitation", "meeting-rescheduled", "meeting-cancelled"):
        rows = house.rows(template)
        assert (template, len(rows), len({row["recipient"] for row in rows})) == (template, 34, 34)
        assert max(Counter(row["created_at"] for row in rows).values()) <= 10
    assert house.store.db[TELLINGS].count_documents({}) == 0


def joining(count: int) -> list[Fact]:
    organisations = [new_id() for _ in range(count)]
    at = clock.now()
    members = [member(id=one, at=at) for one in organisations]
    return [*members, *(person(id=new_id(), member=one, at=at) for one in organisations)]


def test_who_joins_together_is_told_together(house: House) -> None:
    house.hear(committee(), meeting("convened"))
    house.hear_together(*joining(20))
    assert Counter(row["template"] for row in house.rows()) == {"welcome": 20, "meeting-invitation": 20}
    assert len({row["recipient"] for row in house.rows()}) == 20
    assert len({row["correlation_id"] for row in house.rows()}) == 20, "each because of its own fact"


def test_what_would_be_too_much_together_is_told_one_by_one(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconciliation, "PORTION", 10)
    house.hear(committee(), meeting("convened"))
    told = joining(20)
    with pytest.raises(Apart):
        house.hear_together(*told)
    assert house.rows() == []
    house.hear(*told)
    assert Counter(row["template"] for row in house.rows()) == {"welcome": 20, "meeting-invitation": 20}


def test_what_comes_twice_counts_once(house: House) -> None:
    for fact in PAIRS:
        house.hear_twice(fact)
    house.hear(*PAIRS)
    assert house.letters() == EXPECTED


def test_a_row_names_ids_and_no_person(house: House) -> None:
    house.hear(*PAIRS)
    row = house.row("meeting-invitation")
    assert (row["member"], row["recipient"], row["status"]) == (MEMBER, PERSON, "queued")
    assert [step["status"] for step in row["history"]] == ["accepted", "queued"]
    assert "rep1" not in str(house.rows()) + str(list(house.store.db.outbox.find()))


def test_a_fact_of_before_they_took_office_is_not_told(house: House) -> None:
    later = LONG_AGO + timedelta(days=30)
    house.hear(member(), person(), submitted(), person(id=DEPUTY, at=later))
    assert house.letters() == [("proposal-receipt", PERSON), ("welcome", PERSON), ("welcome", DEPUTY)]


def test_who_is_put_right_is_in_office_since_they_took_it_and_told_nothing_twice(house: House) -> None:
    """At the new address from then on; the fact comes before others that are older than it."""
    revised = person(
        "revised",
        version=2,
        at=LONG_AGO + timedelta(days=9),
        status="confirmed",
        confirmed_at=clock.to_wire(LONG_AGO),
        email="rep2@org1.example",
    )
    house.hear(committee(), member(), person(), meeting("convened"), revised, submitted())
    assert house.letters() == EXPECTED
    (kept,) = house.store.db.representatives.find({"_id": PERSON})
    assert kept["email"] == "rep2@org1.example"


def test_who_was_entered_from_a_list_is_not_welcomed_but_invited(house: House) -> None:
    house.hear(member(from_list=True), person(), meeting("convened"))
    assert house.letters() == [("meeting-invitation", PERSON)]


def test_who_joins_after_a_meeting_was_convened_is_invited_to_it(house: House) -> None:
    house.hear(meeting("convened"), member(at=clock.now()), person(at=clock.now()))
    assert ("meeting-invitation", PERSON) in house.letters()


def test_who_joins_after_a_meeting_began_is_not(house: House) -> None:
    house.hear(meeting("convened", starts_at=clock.now() - timedelta(hours=1)), member(), person())
    house.hear(meeting("opened", 3))
    assert house.letters() == [("welcome", PERSON)]


def test_a_meeting_that_is_planned_or_was_recorded_invites_nobody(house: House) -> None:
    house.hear(member(), person(), meeting("planned", 1), meeting("recorded", 1))
    assert house.letters() == [("welcome", PERSON)]


def test_a_cancelled_meeting_is_not_announced_by_an_event_that_came_late(house: House) -> None:
    house.hear(member(), person(), meeting("cancelled", 3), meeting("convened", 2))
    assert house.letters() == [("welcome", PERSON)]


def test_those_invited_hear_that_a_meeting_moved_and_that_it_is_off(house: House) -> None:
    house.hear(member(), person(), meeting("convened"), moved(3, 1), moved(4, 2))
    assert len(house.rows("meeting-rescheduled")) == 2
    house.hear(meeting("cancelled", 5, calendar_sequence=3))
    assert len(house.rows("meeting-cancelled")) == 1


def test_who_was_invited_after_a_change_is_not_told_of_it(house: House) -> None:
    house.hear(meeting("convened"), moved(3, 1), member(), person())
    house.hear(meeting("revised", 4, calendar_sequence=1, purpose={"th": "หารือ"}))
    assert house.letters() == [("meeting-invitation", PERSON), ("welcome", PERSON)]


def test_a_change_that_came_before_the_convening_is_in_the_invitation(house: House) -> None:
    house.hear(member(), person(), moved(3, 1), meeting("convened", 2))
    assert house.letters() == [("meeting-invitation", PERSON), ("welcome", PERSON)]
    assert house.row("meeting-invitation")["facts"]["calendar_sequence"] == 1


def test_an_older_change_that_comes_late_is_not_told(house: House) -> None:
    house.hear(member(), person(), meeting("convened"), moved(4, 2), moved(3, 1))
    assert len(house.rows("meeting-rescheduled")) == 1


def test_suspended_members_are_not_invited_until_they_are_back(house: House) -> None:
    house.hear(member(), person(), member("suspended", 2), meeting("convened"))
    assert house.letters() == [("member-suspended", PERSON), ("welcome", PERSON)]
    house.hear(member("reinstated", 3))
    assert [template for template, _ in house.letters()] == [
        "meeting-invitation",
        "member-suspended",
        "welcome",
    ]


def test_who_left_office_is_told_nothing_and_forgotten(house: House) -> None:
    house.hear(member(), person(), person("ended", 2), submitted(), meeting("convened"))
    assert house.letters() == [("welcome", PERSON)]
    assert "rep1" not in str(list(house.store.db.representatives.find()))


def test_all_who_speak_for_a_member_hear_that_a_term_is_about_to_end(house: House) -> None:
    at = LONG_AGO + timedelta(days=9)
    expiring = person("expiring", version=3, at=at, status="confirmed", term_ends="2018-09-30")
    house.hear(member(), person(), person(id=DEPUTY), person(id=new_id(), member=SUPPORTER), expiring)
    reminded = [(name, who) for name, who in house.letters() if name == "term-ending"]
    assert reminded == [("term-ending", PERSON), ("term-ending", DEPUTY)]
    assert house.rows("term-ending")[0]["about"] == f"members/{MEMBER}/representatives/{PERSON}"


def test_supporters_hear_what_became_of_a_proposal(house: House) -> None:
    house.hear(member(), person())
    house.hear(member(id=SUPPORTER), person(id=DEPUTY, member=SUPPORTER, email="rep2@org2.example"))
    house.hear(submitted(supporters=[SUPPORTER]))
    house.hear(proposal("admitted", "admissible", 3, supporters=[SUPPORTER]))
    house.hear(proposal("deferred", "deferred", 4, supporters=[SUPPORTER]))
    assert [row["recipient"] for row in house.rows("proposal-receipt")] == [PERSON]
    judged = house.rows("proposal-judged")
    assert sorted((row["cause"][-2:], row["recipient"]) for row in judged) == [
        ("@3", PERSON),
        ("@4", PERSON),
        ("@4", DEPUTY),
    ]


def test_a_release_is_told_to_all_and_other_documents_to_nobody(house: House) -> None:
    house.hear(meeting("recorded", 1), member(), person(), published("agenda"), published())
    assert house.letters() == [("release-published", PERSON), ("welcome", PERSON)]
    assert house.row("release-published")["about"].startswith("meetings/")


def test_the_events_name_the_member_and_the_organisation_only(house: House) -> None:
    house.hear(committee(), member(), person())
    (event,) = house.told("notify.notification.queued.v1")
    assert event["data"] == {
        "id": house.row("welcome")["_id"],
        "template": "welcome",
        "channel": "email",
        "about": f"members/{MEMBER}",
        "committee": COMMITTEE,
        "member": MEMBER,
        "language": "th",
        "status": "queued",
    }
    assert (event["version"], event["dataclassification"]) == (1, "public")
