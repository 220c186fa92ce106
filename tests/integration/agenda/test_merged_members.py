"""A member whose record became a part of another's: what is open of it passes on to that one."""

from itertools import permutations
from typing import Any

import pytest

from agenda import store
from agenda.errors import MEMBER_NOT_ACTIVE, NOT_ATTENDED, RECUSED
from agenda.handlers import merging
from agenda.worker import SUBSCRIPTIONS
from chassis import clock
from chassis.call import Caller
from chassis.envelope import Event
from chassis.errors import Conflict, Denied
from chassis.ids import new_id
from chassis.inbox import INDEXES, Inbox
from tests.integration.agenda.office import PUBLIC, SECRETARIAT, Office, representing
from tests.integration.agenda.test_attachments import attach
from tests.integration.agenda.test_comments import say
from tests.integration.agenda.test_minutes import WRONG, circulated
from tests.integration.agenda.test_receipts import LETTER, enter
from tests.integration.agenda.test_taking_part import by_calendar
from tests.support.plans import stages


@pytest.fixture
def members(office: Office) -> tuple[str, str, str]:
    """One that is merged, the one that stands for it, and a third."""
    office.store.prepare(INDEXES)
    return office.member(), office.member(), office.member()


def fact(office: Office, member: str, status: str = "merged", version: int = 2, **changes: Any) -> Event:
    data = {"id": member, "committee": office.committee, "kind": "civil_society", "status": status}
    return Event(
        id=new_id(),
        type=f"membership.member.{status}.v1",
        source="membership",
        subject=f"members/{member}",
        time=clock.now(),
        version=version,
        data={**data, "name": {"th": "องค์กรภาคประชาสังคม ๑"}, **changes},
        dataclassification="public",
        correlationid=new_id(),
    )


def hear(office: Office, *events: Event) -> None:
    for event in events:
        Inbox(office.store, SUBSCRIPTIONS).take(event)


def merged(office: Office, member: str, into: str, version: int = 2) -> None:
    hear(office, fact(office, member, version=version, merged_into=into))


def proposal(office: Office, id: str) -> dict[str, Any]:
    return office.ask("get_proposal", id=id)


def test_open_proposals_pass_to_the_member_that_stands_for_it(
    office: Office, members: tuple[str, str, str]
) -> None:
    old, other, third = members
    draft, admissible = office.draft(old), office.admissible(old)
    office.ask("support_proposal", by=representing(third), id=admissible)
    merged(office, old, other)
    found = proposal(office, admissible)
    assert (found["proposed_by"], found["status"], found["supporters"]) == (other, "admissible", [third])
    assert office.told(f"proposals/{admissible}")[-1] == "agenda.proposal.reassigned.v1"
    assert proposal(office, draft)["proposed_by"] == other
    assert office.told(f"proposals/{draft}") == [], "a draft is told to nobody"
    assert office.ask("submit_proposal", by=representing(other), id=draft)["status"] == "submitted"


def test_a_member_supports_once_and_never_its_own(office: Office, members: tuple[str, str, str]) -> None:
    old, other, third = members
    both, its_own, of_the_other = office.admissible(third), office.admissible(old), office.admissible(other)
    for supporter, id in (
        (other, both),
        (old, both),
        (other, its_own),
        (third, its_own),
        (old, of_the_other),
    ):
        office.ask("support_proposal", by=representing(supporter), id=id)
    merged(office, old, other)
    assert proposal(office, both)["supporters"] == [other]
    assert proposal(office, its_own)["supporters"] == [third]
    assert proposal(office, of_the_other)["supporters"] == []


def test_an_agenda_names_the_member_that_stands_for_it(office: Office, members: tuple[str, str, str]) -> None:
    old, other, _ = members
    own, of_the_other = office.admissible(old), office.admissible(other)
    office.ask("support_proposal", by=representing(old), id=of_the_other)
    meeting, elsewhere = office.plan()["id"], office.plan("2030-02-28T02:00:00Z")["id"]
    office.ask("select_proposal", id=own, meeting=meeting)
    office.ask("select_proposal", id=of_the_other, meeting=elsewhere)
    before = office.ask("get_meeting", id=elsewhere)
    merged(office, old, other)
    assert proposal(office, of_the_other)["supporters"] == []
    (item,) = [
        one for section in office.ask("get_agenda", id=meeting)["sections"] for one in section["items"]
    ]
    assert (item["proposal"], item["proposed_by"]) == (own, other)
    assert office.ask("get_meeting", id=elsewhere) == before, "an agenda that says the same is not edited"


def test_an_offer_ends_where_its_only_supporter_became_a_part_of_the_one_that_left(
    office: Office, members: tuple[str, str, str]
) -> None:
    """That it left is heard before that it had taken the supporter in."""
    left, supporter, _ = members
    offered = office.admissible(left)
    office.ask("support_proposal", by=representing(supporter), id=offered)
    office.leaves(left, version=3)
    assert proposal(office, offered)["handover"]["outcome"] == "offered"
    merged(office, supporter, left)
    found = proposal(office, offered)
    assert (found["supporters"], found["handover"]["outcome"]) == ([], "entrusted")
    assert office.told(f"proposals/{offered}")[-1] == "agenda.proposal.entrusted.v1"


def test_what_is_settled_stays_as_it_was(office: Office, members: tuple[str, str, str]) -> None:
    old, other, third = members
    rejected, decided = office.admissible(old), office.admissible(old)
    office.ask("support_proposal", by=representing(third), id=decided)
    office.ask("reject_proposal", id=rejected, reason={"th": "เหตุผล"})
    meeting = office.sitting(decided)
    item = proposal(office, decided)["item"]
    office.ask("discuss_item", id=meeting, item=item)
    resolution = {"kind": "agreed", "text": {"th": "เห็นชอบ"}}
    office.ask("decide_item", id=meeting, item=item, resolution=resolution)
    before = [proposal(office, id) for id in (rejected, decided)]
    merged(office, old, other)
    merged(office, third, other)
    assert [proposal(office, id) for id in (rejected, decided)] == before


def test_an_answer_to_an_invitation_passes_unless_the_other_has_answered(
    office: Office, members: tuple[str, str, str]
) -> None:
    old, other, _ = members
    meetings = [str(office.plan(f"2030-0{n}-28T02:00:00Z")["id"]) for n in (1, 2, 3)]
    for meeting in meetings:
        office.ask("convene_meeting", id=meeting)
        office.ask("respond_meeting", by=representing(old), id=meeting, answer="accepted", delegates=2)
    office.ask("respond_meeting", by=representing(other), id=meetings[1], answer="declined")
    office.ask("open_meeting", id=meetings[2])
    merged(office, old, other)
    assert [_answers(office, meeting) for meeting in meetings] == [
        {old: ("no_reply", 0), other: ("accepted", 2)},
        {old: ("no_reply", 0), other: ("declined", 0)},
        {old: ("accepted", 2)},
    ]


def _answers(office: Office, meeting: str) -> dict[str, tuple[str, int]]:
    items = office.ask("list_responses", id=meeting)["items"]
    return {one["member"]: (one["answer"], one["delegates"]) for one in items}


def test_who_comes_by_the_merged_records_name_comes_for_the_one_that_stands_for_it(
    office: Office, members: tuple[str, str, str]
) -> None:
    """A calendar program answers, and a code lets in, that were sent before."""
    old, other, _ = members
    meeting = str(office.plan()["id"])
    office.ask("convene_meeting", id=meeting)
    code = office.ask("get_check_in_code", by=representing(old), id=meeting)["code"]
    merged(office, old, other)
    by_calendar(office, meeting, old, "accepted")
    assert _answers(office, meeting) == {other: ("accepted", 1)}
    office.ask("open_meeting", id=meeting)
    office.ask("check_in", by=PUBLIC, id=meeting, member=old, code=code)
    assert _came(office, meeting) == {other: "attended"}


def test_who_was_awaited_by_a_meeting_in_session_comes_as_it_was(
    office: Office, members: tuple[str, str, str]
) -> None:
    old, other, _ = members
    meeting = str(office.plan()["id"])
    office.ask("convene_meeting", id=meeting)
    office.ask("respond_meeting", by=representing(old), id=meeting, answer="accepted")
    code = office.ask("get_check_in_code", by=representing(old), id=meeting)["code"]
    office.ask("open_meeting", id=meeting)
    merged(office, old, other)
    office.ask("check_in", by=PUBLIC, id=meeting, member=old, code=code)
    assert _came(office, meeting) == {old: "attended"}


def _came(office: Office, meeting: str) -> dict[str, str]:
    items = office.ask("list_attendance", id=meeting)["items"]
    return {one["member"]: one["status"] for one in items}


def test_whoever_stands_for_one_that_attended_has_the_minutes_corrected(
    office: Office, members: tuple[str, str, str]
) -> None:
    old, other, third = members
    about = circulated(office, old)
    merged(office, old, other)
    with pytest.raises(Denied) as refused:
        office.ask("propose_correction", by=representing(third), **about, **WRONG)
    assert refused.value.code == NOT_ATTENDED
    proposed = office.ask("propose_correction", by=representing(other), **about, **WRONG)
    assert proposed["member"] == other


def test_a_commission_that_was_merged_still_advises_but_never_on_its_own(
    office: Office, members: tuple[str, str, str]
) -> None:
    old, other = (office.member(kind="expert_commission") for _ in range(2))
    one, own = office.admissible(members[2]), office.admissible(other)
    for asked in (one, own):
        office.ask("assign_reviewer", id=asked, reviewer="expert-1", member=old)
    merged(office, old, other)
    by = Caller(id="expert-1", roles=frozenset({"expert"}), member=other)
    advice: dict[str, Any] = {"recommendation": "select", "reasons": {"th": "เหตุผล"}}
    assert office.ask("recommend_on_proposal", by=by, id=one, **advice)["status"] == "recommended"
    with pytest.raises(Conflict) as refused:
        office.ask("recommend_on_proposal", by=by, id=own, **advice)
    assert refused.value.code == RECUSED


def test_what_was_said_for_the_merged_record_is_its_peoples_to_take_back(
    office: Office, members: tuple[str, str, str]
) -> None:
    old, other, third = members
    said = say(office, representing(old), office.admissible(third))
    office.ask("hide_comment", id=said["id"], if_match=1, reason={"th": "เหตุผล"})
    merged(office, old, other)
    for by, reads in ((other, True), (third, False), (old, False)):
        assert ("text" in office.ask("get_comment", by=representing(by), id=said["id"])) is reads
    with pytest.raises(Denied):
        office.ask("remove_comment", by=representing(third), id=said["id"], if_match=2)
    removed = office.ask("remove_comment", by=representing(other), id=said["id"], if_match=2)
    assert removed["status"] == "removed"


def test_what_is_settled_is_read_by_whoever_stands_for_its_proposer(
    office: Office, members: tuple[str, str, str]
) -> None:
    old, other, third = members
    settled = enter(office, old)["id"]
    scan = attach(office, SECRETARIAT, settled)["id"]
    office.ask("enter_proposal", id=settled, received={**LETTER, "scan": scan})
    office.ask("submit_proposal", id=settled)
    office.ask("refuse_proposal", id=settled, reason={"th": "เหตุผล"})
    merged(office, old, other)
    for by, reads in ((other, [scan]), (third, [])):
        listed = office.ask("list_attachments", by=representing(by), proposal=settled)["items"]
        assert [one["id"] for one in listed] == reads
    assert office.ask("read_attachment", by=representing(other), id=scan, offset=0)
    assert office.ask("get_receipt", by=representing(other), id=settled)["reference"]
    with pytest.raises(Denied):
        office.ask("get_receipt", by=representing(third), id=settled)


def test_whoever_stands_for_its_proposer_asks_to_have_a_refusal_reconsidered(
    office: Office, members: tuple[str, str, str]
) -> None:
    old, other, third = members
    refused = office.admissible(old)
    office.ask("reject_proposal", id=refused, reason={"th": "เหตุผล"})
    merged(office, old, other)
    for by in (third, old):
        with pytest.raises(Denied):
            office.ask("reconsider_proposal", by=representing(by), id=refused, reasons={"th": "เหตุผล"})
    asked = office.ask("reconsider_proposal", by=representing(other), id=refused, reasons={"th": "เหตุผล"})
    assert (asked["status"], asked["proposed_by"]) == ("rejected", other)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_however_the_facts_come_the_one_at_the_end_has_it(
    office: Office, members: tuple[str, str, str], order: tuple[int, ...]
) -> None:
    """A chain of two merged records and a fact of before, in every order, each twice."""
    old, other, last = members
    proposals = [office.admissible(one) for one in (old, other)]
    told = [
        fact(office, old, merged_into=other),
        fact(office, other, version=3, merged_into=last),
        fact(office, other, "revised", version=2),
    ]
    told[2] = _active(told[2])
    for number in order:
        hear(office, told[number], told[number])
    assert [proposal(office, id)["proposed_by"] for id in proposals] == [last, last]


def _active(event: Event) -> Event:
    event.data["status"] = "active"
    return event


def test_nobody_acts_for_a_merged_member_and_it_is_not_taken_for_withdrawn(
    office: Office, members: tuple[str, str, str]
) -> None:
    old, other, _ = members
    draft = office.draft(old)
    merged(office, old, other)
    body: dict[str, Any] = {
        "title": {"th": "ก"},
        "rationale": {"th": "ข"},
        "sdgs": [1],
        "purpose": "information",
    }
    with pytest.raises(Conflict) as refused:
        office.ask("create_proposal", by=representing(old), proposed_by=old, **body)
    assert (refused.value.code, refused.value.params["status"]) == (MEMBER_NOT_ACTIVE, "merged")
    assert proposal(office, draft)["status"] == "draft"


def test_many_pass_in_portions(
    office: Office, members: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    old, other, _ = members
    monkeypatch.setattr(merging, "PORTION", 2)
    drafts = [office.draft(old) for _ in range(5)]
    merged(office, old, other)
    assert {proposal(office, id)["proposed_by"] for id in drafts} == {other}


@pytest.mark.parametrize(
    ("collection", "asked"),
    [
        ("proposals", store.PROPOSALS.standing({"proposed_by": "m"})),
        ("proposals", store.PROPOSALS.standing({"supporters": "m"})),
        ("responses", {"member": "m"}),
    ],
)
def test_what_is_a_members_is_found_along_an_index(
    office: Office, collection: str, asked: dict[str, str]
) -> None:
    found = office.store.db[collection].find(asked).sort("_id", 1)
    assert "COLLSCAN" not in stages(found.explain()["queryPlanner"]["winningPlan"])
