from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from agenda.errors import KIND_MAY_NOT, MEMBER_NOT_ACTIVE, OTHER_COMMITTEE, PROPOSAL_NOT_FOUND
from chassis.errors import Conflict, Denied, Invalid, NotFound, NotYetKnown, Stale
from chassis.ids import new_id
from tests.integration.agenda.office import PUBLIC, SECRETARIAT, Office, patiently, representing, together

REASON = {"th": "นอกขอบเขตการดำเนินงาน"}


def test_from_draft_to_submitted_with_a_reference(office: Office, member: str) -> None:
    proposal = office.draft(member)
    drafted = office.ask("get_proposal", by=representing(member), id=proposal)
    assert (drafted["status"], drafted["version"], "reference" in drafted) == ("draft", 1, False)
    view = office.ask("submit_proposal", by=representing(member), id=proposal, if_match=1)
    assert (view["status"], view["version"], view["reference"]["ordinal"]) == ("submitted", 2, 1)
    assert view == office.ask("get_proposal", by=PUBLIC, id=proposal)
    assert office.told(f"proposals/{proposal}") == ["agenda.proposal.submitted.v1"]


def test_a_draft_exists_only_for_its_proposer_and_the_secretariat(office: Office, member: str) -> None:
    proposal, other = office.draft(member), office.member()
    for stranger in (PUBLIC, representing(other)):
        for verb in ("get_proposal", "submit_proposal"):
            with pytest.raises(NotFound) as hidden:
                office.ask(verb, by=stranger, id=proposal)
            assert hidden.value.code == PROPOSAL_NOT_FOUND
        assert office.ask("list_proposals", by=stranger, proposed_by=member)["items"] == []
    for insider in (SECRETARIAT, representing(member)):
        assert office.ask("get_proposal", by=insider, id=proposal)["id"] == proposal
        (listed,) = office.ask("list_proposals", by=insider, proposed_by=member)["items"]
        assert listed["id"] == proposal


def test_what_was_told_is_changed_only_by_its_own(office: Office, member: str) -> None:
    proposal, other = office.admissible(member), representing(office.member())
    for verb in ("withdraw_proposal", "submit_proposal"):
        with pytest.raises(Denied):
            office.ask(verb, by=other, id=proposal)
    for verb in ("admit_proposal", "refuse_proposal"):
        with pytest.raises(Denied):
            office.ask(verb, by=representing(member), id=proposal, **_reason(verb))


def test_nobody_proposes_for_another(office: Office, member: str) -> None:
    with pytest.raises(Denied):
        office.draft(member, proposed_by=office.member())


def test_an_unknown_member_is_not_yet_known(office: Office) -> None:
    with pytest.raises(NotYetKnown):
        office.draft(new_id())


@pytest.mark.parametrize("status", ["under_review", "suspended", "withdrawn"])
def test_only_an_active_member_proposes_and_supports(office: Office, member: str, status: str) -> None:
    inactive, proposal = office.member(status=status), office.admissible(member)
    for attempt in (
        partial(office.draft, inactive),
        partial(office.ask, "support_proposal", by=representing(inactive), id=proposal),
    ):
        with pytest.raises(Conflict) as refused:
            attempt()
        assert refused.value.code == MEMBER_NOT_ACTIVE


def test_an_observer_neither_proposes_nor_supports(office: Office, member: str) -> None:
    observer, proposal = office.member(kind="observer"), office.admissible(member)
    attempts: dict[str, Callable[[], object]] = {
        "propose": lambda: office.draft(observer),
        "support": lambda: office.ask("support_proposal", by=representing(observer), id=proposal),
    }
    for right, attempt in attempts.items():
        with pytest.raises(Denied) as refused:
            attempt()
        assert (refused.value.code, refused.value.params["right"]) == (KIND_MAY_NOT, right)


def test_what_a_kind_may_do_is_for_its_committee_to_say(nobody: Office) -> None:
    nobody.committee = new_id()
    facts: dict[str, Any] = {
        "id": nobody.committee,
        "agenda_template": [],
        "rights": {"observer": ["propose"]},
    }
    nobody.hears("membership.committee.established.v1", **facts)
    assert nobody.draft(nobody.member(kind="observer"))
    with pytest.raises(Denied):
        nobody.draft(nobody.member(kind="civil_society"))


def test_a_proposal_belongs_to_the_committee_of_its_member(office: Office, member: str) -> None:
    with pytest.raises(Conflict) as refused:
        office.draft(member, committee=new_id())
    assert refused.value.code == OTHER_COMMITTEE


def test_a_stale_revision_is_refused(office: Office, member: str) -> None:
    proposal, by = office.draft(member), representing(member)
    revised = office.ask("revise_proposal", by=by, id=proposal, if_match=1, sdgs=[13])
    assert (revised["sdgs"], revised["title"], revised["version"]) == ([13], {"th": "คุณภาพอากาศ"}, 2)
    with pytest.raises(Stale):
        office.ask("revise_proposal", by=by, id=proposal, if_match=1, sdgs=[14])
    with pytest.raises(Invalid) as missing:
        office.ask("revise_proposal", by=by, id=proposal, sdgs=[14])
    assert missing.value.fields == {"if_match": ["required"]}


def test_a_list_is_of_one_goal_or_one_target(office: Office, member: str) -> None:
    air, sea = office.admissible(member, targets=["11.6"]), office.admissible(member, sdgs=[14])
    asked: list[dict[str, Any]] = [{"sdg": 3}, {"sdg": 14}, {"target": "11.6"}, {"target": "11.7"}]
    for where, found in zip(asked, ([air], [sea], [air], []), strict=True):
        listed = office.ask("list_proposals", by=PUBLIC, **where)["items"]
        assert [one["id"] for one in listed] == found


def test_fields_at_fault_are_named(office: Office, member: str) -> None:
    with pytest.raises(Invalid) as refused:
        office.draft(member, title={}, sdgs=[17, 17], purpose="fun", extra=1)
    assert refused.value.fields == {
        "title": ["at_least_one_language"],
        "sdgs": ["duplicate"],
        "purpose": ["not_one_of"],
        "extra": ["unknown"],
    }


def test_twenty_members_support_at_once_and_none_is_lost(office: Office, member: str) -> None:
    proposal, others = office.admissible(member), [office.member() for _ in range(20)]
    ask = partial(office.ask, "support_proposal", id=proposal)
    together([partial(patiently, partial(ask, by=representing(other))) for other in others])
    assert set(office.ask("get_proposal", id=proposal)["supporters"]) == set(others)
    assert office.told(f"proposals/{proposal}").count("agenda.proposal.supported.v1") == 20


def test_the_secretariat_enters_support_on_behalf_and_names_for_whom(office: Office, member: str) -> None:
    proposal, other = office.admissible(member), office.member()
    assert office.ask("support_proposal", id=proposal, member=other)["supporters"] == [other]
    assert office.ask("unsupport_proposal", id=proposal, member=other)["supporters"] == []
    with pytest.raises(Invalid) as missing:
        office.ask("support_proposal", id=proposal)
    assert missing.value.fields == {"member": ["required"]}
    with pytest.raises(Denied):
        office.ask("support_proposal", by=representing(other), id=proposal, member=office.member())


def test_references_run_through_without_gap_when_many_submit_at_once(office: Office, member: str) -> None:
    drafts = [office.draft(member) for _ in range(20)]
    ask = partial(office.ask, "submit_proposal")
    outcomes = together([partial(patiently, partial(ask, id=draft)) for draft in drafts])
    ordinals = [one["reference"]["ordinal"] for one in outcomes if isinstance(one, dict)]
    assert sorted(ordinals) == [*range(1, 21)]


def test_every_judgement_is_told_with_its_judge(office: Office, member: str) -> None:
    target = office.admissible(member)
    for verb, status, body in (
        ("defer", "deferred", {"reason": REASON}),
        ("merge", "merged", {"into": target}),
        ("duplicate", "duplicate", {"of": target}),
        ("refer", "referred", {"to": {"th": "กพย."}}),
        ("reject", "rejected", {"reason": REASON}),
    ):
        view = office.ask(f"{verb}_proposal", id=office.admissible(member), **body)
        assert (view["status"], view["judged_by"]) == (status, "officer-1")
        assert {name: view[name] for name in body} == body
        assert len(office.told(f"proposals/{view['id']}")) == 3


def test_a_returned_proposal_comes_again_under_its_reference(office: Office, member: str) -> None:
    proposal, by = office.draft(member), representing(member)
    first = office.ask("submit_proposal", by=by, id=proposal)
    returned = office.ask("return_proposal", id=proposal, comments={"th": "ขอข้อมูลเพิ่ม"})
    assert (returned["status"], returned["comments"]) == ("returned", {"th": "ขอข้อมูลเพิ่ม"})
    assert office.ask("submit_proposal", by=by, id=proposal)["reference"] == first["reference"]


def test_pages_follow_each_other(office: Office, member: str) -> None:
    made = [office.admissible(member) for _ in range(5)]
    seen, after = [], None
    for _ in range(3):
        page = office.ask("list_proposals", by=PUBLIC, status="admissible", limit=2, after=after)
        seen += [one["id"] for one in page["items"]]
        after = page["next"]
    assert (seen, after) == (made, None)


def _reason(verb: str) -> dict[str, Any]:
    return {"reason": REASON} if verb == "refuse_proposal" else {}
