"""A member leaves: what becomes of its proposals, of what it supports, and of its seats."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from agenda import offers
from agenda.errors import (
    KIND_MAY_NOT,
    MEMBER_NOT_ACTIVE,
    NOT_OFFERED,
    NOT_SUPPORTING,
    NOT_WITH_THE_SECRETARIAT,
    OTHER_COMMITTEE,
)
from agenda.handlers import leaving
from agenda.worker import SUBSCRIPTIONS
from chassis import clock
from chassis.errors import Conflict, Denied
from chassis.ids import new_id
from chassis.inbox import Inbox
from tests.integration.agenda.office import PUBLIC, Office, fact, representing

REASON = {"th": "เหตุผล"}


@pytest.fixture
def supporter(office: Office) -> str:
    return office.member()


def supported(office: Office, member: str, *supporters: str) -> str:
    proposal = office.admissible(member)
    for one in supporters:
        office.ask("support_proposal", by=representing(one), id=proposal)
    return proposal


def seen(office: Office, proposal: str) -> dict[str, Any]:
    return office.ask("get_proposal", id=proposal)


def about_leaving(office: Office, proposal: str) -> list[str]:
    """The last words of what was told after it was judged or supported."""
    words = [type.split(".")[2] for type in office.told(f"proposals/{proposal}")]
    return [word for word in words if word not in ("submitted", "admitted", "supported")]


def in_days(days: int) -> datetime:
    return clock.now() + timedelta(days=days)


def test_what_has_supporters_is_offered_to_them_and_the_first_that_accepts_has_it(
    office: Office, member: str, supporter: str
) -> None:
    other = office.member()
    proposal = supported(office, member, supporter, other)
    office.leaves(member)
    offered = seen(office, proposal)
    assert (offered["keeper"], offered["proposed_by"]) == ("secretariat", member)
    assert (offered["handover"]["member"], offered["handover"]["outcome"]) == (member, "offered")
    assert in_days(14) <= clock.from_wire(offered["handover"]["until"]) < in_days(15)
    taken = office.ask("take_over_proposal", by=representing(supporter), id=proposal)
    assert (taken["keeper"], taken["proposed_by"], taken["supporters"]) == ("member", supporter, [other])
    assert (taken["status"], taken["handed_over_from"]) == ("admissible", [member])
    assert (taken["handover"]["outcome"], taken["handover"]["to"]) == ("taken_over", supporter)
    with pytest.raises(Conflict) as late:
        office.ask("take_over_proposal", by=representing(other), id=proposal)
    assert late.value.code == NOT_OFFERED
    assert about_leaving(office, proposal) == ["offered", "taken_over"]
    assert office.ask("withdraw_proposal", by=representing(supporter), id=proposal)["status"] == "withdrawn"


def test_nobody_accepts_and_it_stays_with_the_secretariat(
    office: Office, member: str, supporter: str
) -> None:
    proposal = supported(office, member, supporter)
    office.leaves(member)
    assert offers.look(office.store, in_days(13)) == 0
    assert offers.look(office.store, in_days(15)) == 1
    assert offers.look(office.store, in_days(16)) == 0
    kept = seen(office, proposal)
    assert (kept["keeper"], kept["handover"]["outcome"]) == ("secretariat", "entrusted")
    assert kept["supporters"] == [supporter]
    assert about_leaving(office, proposal) == ["offered", "entrusted"]
    (listed,) = office.ask("list_proposals", by=PUBLIC, keeper="secretariat")["items"]
    assert listed["id"] == proposal


def test_the_committee_says_how_long_is_offered(office: Office, member: str, supporter: str) -> None:
    facts = office.store.db.committees.find_one({"_id": office.committee})
    assert facts is not None
    facts["facts"]["handover_days"] = 3
    office.hears("membership.committee.established.v1", 2, **facts["facts"])
    proposal = supported(office, member, supporter)
    office.leaves(member)
    assert in_days(3) <= clock.from_wire(seen(office, proposal)["handover"]["until"]) < in_days(4)


def test_a_term_that_is_over_is_over_before_it_is_looked_at(
    office: Office, member: str, supporter: str
) -> None:
    proposal = supported(office, member, supporter)
    office.leaves(member)
    past = {"handovers.0.until": in_days(-1), "offered_until": in_days(-1)}
    office.store.db.proposals.update_one({"_id": proposal}, {"$set": past})
    with pytest.raises(Conflict) as late:
        office.ask("take_over_proposal", by=representing(supporter), id=proposal)
    assert late.value.code == NOT_OFFERED


def test_without_supporters_that_may_propose_it_is_the_secretariats_at_once(
    office: Office, member: str, supporter: str
) -> None:
    alone, with_one_suspended = office.admissible(member), supported(office, member, supporter)
    office.hears("membership.member.suspended.v1", 2, **office.known(supporter, "suspended"))
    office.leaves(member)
    for proposal in (alone, with_one_suspended):
        assert seen(office, proposal)["handover"]["outcome"] == "entrusted"
        assert about_leaving(office, proposal) == ["entrusted"]


def test_a_draft_goes_with_its_member(office: Office, member: str) -> None:
    draft = office.draft(member)
    office.leaves(member)
    assert seen(office, draft)["status"] == "withdrawn"
    assert office.told(f"proposals/{draft}") == []


def test_whatever_is_under_way_is_handed_over_and_what_came_to_its_end_is_not(
    office: Office, member: str
) -> None:
    open_ones = [office.admissible(member) for _ in range(3)]
    office.ask("defer_proposal", id=open_ones[1], reason=REASON)
    office.ask("select_proposal", id=open_ones[2], meeting=office.plan()["id"])
    for verb in ("", "return"):
        submitted = office.draft(member)
        office.ask("submit_proposal", by=representing(member), id=submitted)
        if verb:
            office.ask("return_proposal", id=submitted, comments=REASON)
        open_ones.append(submitted)
    rejected, decided = office.admissible(member), office.admissible(member)
    office.ask("reject_proposal", id=rejected, reason=REASON)
    meeting = office.sitting(decided)
    item = seen(office, decided)["item"]
    office.ask("discuss_item", id=meeting, item=item)
    office.ask("decide_item", id=meeting, item=item, resolution={"kind": "noted", "text": REASON})
    office.leaves(member)
    states = ["admissible", "deferred", "selected", "submitted", "returned"]
    assert [seen(office, one)["status"] for one in open_ones] == states
    assert {seen(office, one)["keeper"] for one in open_ones} == {"secretariat"}
    assert {seen(office, one)["keeper"] for one in (rejected, decided)} == {"member"}


def test_a_suspended_member_keeps_what_it_has(office: Office, member: str, supporter: str) -> None:
    proposal = supported(office, member, supporter)
    for who in (member, supporter):
        office.hears("membership.member.suspended.v1", 2, **office.known(who, "suspended"))
    kept = seen(office, proposal)
    assert (kept["keeper"], kept["proposed_by"], kept["supporters"]) == ("member", member, [supporter])


def test_the_secretariat_goes_on_with_what_it_keeps_and_nobody_else_does(
    office: Office, member: str, supporter: str
) -> None:
    proposal = office.draft(member)
    office.ask("submit_proposal", by=representing(member), id=proposal)
    office.ask("return_proposal", id=proposal, comments=REASON)
    office.leaves(member)
    version = seen(office, proposal)["version"]
    for stranger in (representing(member), representing(supporter)):
        for verb, body in (
            ("revise_proposal", {"if_match": version, "sdgs": [1]}),
            ("submit_proposal", {}),
            ("withdraw_proposal", {}),
            ("hand_over_proposal", {"member": supporter}),
        ):
            with pytest.raises(Denied):
                office.ask(verb, by=stranger, id=proposal, **body)
    office.ask("revise_proposal", id=proposal, if_match=version, sdgs=[1])
    assert office.ask("submit_proposal", id=proposal)["status"] == "submitted"
    assert office.ask("withdraw_proposal", id=proposal)["status"] == "withdrawn"


def test_the_secretariat_hands_it_to_a_member_that_may_propose(office: Office, member: str) -> None:
    proposal, other = office.admissible(member), office.member()
    meeting = office.plan()["id"]
    office.ask("select_proposal", id=proposal, meeting=meeting)
    with pytest.raises(Conflict) as not_theirs:
        office.ask("hand_over_proposal", id=proposal, member=other)
    assert not_theirs.value.code == NOT_WITH_THE_SECRETARIAT
    office.leaves(member)
    for to, code in (
        (office.member(kind="observer"), KIND_MAY_NOT),
        (office.member(status="suspended"), MEMBER_NOT_ACTIVE),
        (member, MEMBER_NOT_ACTIVE),
    ):
        with pytest.raises((Conflict, Denied)) as refused:
            office.ask("hand_over_proposal", id=proposal, member=to)
        assert refused.value.code == code
    handed = office.ask("hand_over_proposal", id=proposal, member=other)
    assert (handed["proposed_by"], handed["keeper"], handed["status"]) == (other, "member", "selected")
    (item,) = [
        one for section in office.ask("get_agenda", id=meeting)["sections"] for one in section["items"]
    ]
    assert item["proposed_by"] == other


def test_a_member_of_another_committee_does_not_get_it(office: Office, member: str) -> None:
    proposal = office.admissible(member)
    office.leaves(member)
    first = office.store.db.committees.find_one({"_id": office.committee})
    assert first is not None
    elsewhere = new_id()
    office.hears("membership.committee.established.v1", **{**first["facts"], "id": elsewhere})
    with pytest.raises(Conflict) as refused:
        office.ask("hand_over_proposal", id=proposal, member=office.member(committee=elsewhere))
    assert refused.value.code == OTHER_COMMITTEE


def test_who_does_not_support_it_does_not_take_it_over(office: Office, member: str, supporter: str) -> None:
    proposal, stranger = supported(office, member, supporter), office.member()
    office.leaves(member)
    with pytest.raises(Conflict) as refused:
        office.ask("take_over_proposal", by=representing(stranger), id=proposal)
    assert refused.value.code == NOT_SUPPORTING
    office.ask("support_proposal", by=representing(stranger), id=proposal)
    assert office.ask("take_over_proposal", id=proposal, member=stranger)["proposed_by"] == stranger


def test_a_supporter_that_leaves_supports_no_longer(office: Office, member: str, supporter: str) -> None:
    proposal, closed = supported(office, member, supporter), supported(office, member, supporter)
    office.ask("reject_proposal", id=closed, reason=REASON)
    office.leaves(supporter)
    assert seen(office, proposal)["supporters"] == []
    assert seen(office, closed)["supporters"] == [supporter]
    assert about_leaving(office, proposal) == ["unsupported"]


def test_with_its_last_supporter_an_offer_ends(office: Office, member: str, supporter: str) -> None:
    proposal = supported(office, member, supporter)
    office.leaves(member)
    office.leaves(supporter)
    assert about_leaving(office, proposal) == ["offered", "unsupported", "entrusted"]
    assert seen(office, proposal)["handover"]["outcome"] == "entrusted"


def test_who_left_comes_to_no_meeting_ahead(office: Office, member: str) -> None:
    held, ahead = office.sitting(), office.plan("2031-01-31T02:00:00Z")["id"]
    office.ask("convene_meeting", id=ahead)
    by = representing(member)
    answer = office.ask("respond_meeting", by=by, id=ahead, answer="accepted", delegates=3)
    office.ask("record_attendance", id=held, member=member, status="attended")
    office.leaves(member)
    (given_up,) = office.ask("list_responses", id=ahead)["items"]
    assert (given_up["status"], given_up["delegates"]) == ("withdrawn", 0)
    assert office.told(f"responses/{answer['id']}")[1:] == ["agenda.response.withdrawn.v1"]
    (came,) = office.ask("list_attendance", id=held)["items"]
    assert came["status"] == "attended"
    with pytest.raises(Conflict) as refused:
        office.ask("respond_meeting", by=by, id=ahead, answer="accepted")
    assert refused.value.code == MEMBER_NOT_ACTIVE


def test_what_a_member_left_behind_is_read_by_its_people_and_the_secretariat(
    office: Office, member: str, supporter: str
) -> None:
    taken, offered, draft = (
        supported(office, member, supporter),
        supported(office, member, supporter),
        office.draft(member),
    )
    office.leaves(member)
    office.ask("take_over_proposal", by=representing(supporter), id=taken)
    ask = partial(office.ask, "list_left_proposals", by=representing(member), member=member, limit=2)
    pages = [ask()]
    pages.append(ask(after=pages[0]["next"]))
    left = {one["proposal"]: one for page in pages for one in page["items"]}
    assert {id: one["handover"]["outcome"] for id, one in left.items()} == {
        taken: "taken_over",
        offered: "offered",
        draft: "withdrawn",
    }
    assert (left[taken]["handover"]["to"], left[taken]["proposed_by"]) == (supporter, supporter)
    assert left[offered]["handover"]["until"]
    assert office.ask("list_left_proposals", member=member)["items"] == list(left.values())
    for stranger in (representing(supporter), PUBLIC):
        with pytest.raises(Denied):
            office.ask("list_left_proposals", by=stranger, member=member)


@pytest.mark.parametrize("status", ["withdrawn", "cancelled", "declined"])
def test_any_end_of_a_membership_counts(office: Office, member: str, status: str) -> None:
    proposal = office.admissible(member)
    office.leaves(member, status=status)
    assert seen(office, proposal)["keeper"] == "secretariat"


def test_the_same_end_twice_or_late_news_change_nothing(office: Office, member: str, supporter: str) -> None:
    proposal = supported(office, member, supporter)
    office.leaves(member, version=5)
    before = seen(office, proposal)
    office.leaves(member, version=5)
    office.hears("membership.member.suspended.v1", 3, **office.known(member, "suspended"))
    office.hears("membership.member.admitted.v1", 2, **office.known(member, "active"))
    assert seen(office, proposal) == before


def test_much_is_handed_over_in_portions_and_a_kill_between_them_loses_nothing(
    office: Office, member: str, supporter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "PORTION", 3)
    proposals = [supported(office, member, supporter) for _ in range(7)]
    left = fact("membership.member.withdrawn.v1", 2, **office.known(member, "withdrawn"))
    for done, unfinished in ((3, True), (6, True), (7, False)):
        inbox = Inbox(office.store, SUBSCRIPTIONS)  # a new one: the one before was killed
        assert inbox.take_all([inbox.read(left)]).unfinished == unfinished
        keepers = [seen(office, one)["keeper"] for one in proposals]
        assert keepers.count("secretariat") == done
    Inbox(office.store, SUBSCRIPTIONS).take(left)
    assert {tuple(about_leaving(office, one)) for one in proposals} == {("offered",)}


def test_what_comes_by_a_merging_to_a_member_that_left_meanwhile_is_left_by_it(
    office: Office, member: str
) -> None:
    proposal, standing = office.admissible(member), office.member()
    office.leaves(standing)
    merged = {**office.known(member, "merged"), "merged_into": standing}
    office.hears("membership.member.merged.v1", 2, **merged)
    left = seen(office, proposal)
    assert (left["proposed_by"], left["keeper"]) == (standing, "secretariat")
    assert about_leaving(office, proposal) == ["reassigned", "entrusted"]


def test_what_was_kept_before_anything_was_handed_over_is_handed_over_too(
    office: Office, member: str, supporter: str
) -> None:
    proposal = supported(office, member, supporter)
    later = ("handovers", "keeper", "handed_over_from", "offered_until")
    office.store.db.proposals.update_one({"_id": proposal}, {"$unset": dict.fromkeys(later, "")})
    before = seen(office, proposal)
    assert (before["keeper"], before["handed_over_from"]) == ("member", [])
    office.leaves(member)
    assert seen(office, proposal)["handover"]["outcome"] == "offered"
