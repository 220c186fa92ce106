"""One call shows the whole way of a proposal, from either end."""

from typing import Any

import pytest

from agenda.errors import PROPOSAL_NOT_FOUND
from chassis.errors import NotFound
from tests.integration.agenda.office import PUBLIC, Office, representing
from tests.integration.agenda.test_following_up import ABOVE, ACTION, ANSWER, REPORT, UP
from tests.integration.agenda.test_meeting import items_of

JULY = "2030-07-31T02:00:00Z"


def adjourned_then_decided(office: Office, proposal: str, resolution: dict[str, Any]) -> dict[str, Any]:
    """At one meeting it was talked about, at the next it was resolved on."""
    first = office.sitting(proposal)
    item = office.ask("get_proposal", id=proposal)["item"]
    second = office.plan(JULY)["id"]
    office.ask("discuss_item", id=first, item=item)
    office.ask("adjourn_item", id=first, item=item, to=second)
    again = office.ask("get_proposal", id=proposal)["item"]
    office.ask("convene_meeting", id=second)
    office.ask("open_meeting", id=second)
    office.ask("discuss_item", id=second, item=again)
    office.ask("decide_item", id=second, item=again, resolution=resolution)
    return {"meeting": second, "item": again}


def trace(office: Office, proposal: str) -> dict[str, Any]:
    return office.ask("trace_proposal", by=PUBLIC, id=proposal)


def outcome(office: Office, proposal: str) -> str:
    return str(trace(office, proposal)["outcome"]["state"])


def test_a_resolution_to_act_is_traced_to_its_end_and_back(office: Office, member: str) -> None:
    proposal = office.admissible(member)
    assert outcome(office, proposal) == "in_hand"
    about = adjourned_then_decided(office, proposal, ACTION)
    assert outcome(office, proposal) == "to_be_carried_out"
    action = office.ask("assign_action", **about, title={"th": "งาน"}, owner=member, due_on="2030-12-31")
    office.ask("report_action", id=action["id"], **REPORT)
    assert outcome(office, proposal) == "being_carried_out"
    office.ask("complete_action", id=action["id"])
    found = trace(office, proposal)
    assert (found["outcome"]["state"], found["outcome"]["words"]["th"]) == ("done", "ดำเนินการแล้วเสร็จ")
    assert [one["verdict"] for one in found["judgements"]] == ["admissible", "selected", "selected"]
    assert {one["by"] for one in found["judgements"]} == {"officer-1"}
    assert [(one["status"], one["meeting"]["id"] == about["meeting"]) for one in found["items"]] == [
        ("adjourned", False),
        ("decided", True),
    ]
    assert found["items"][1]["continues"] == found["items"][0]["id"]
    assert found["items"][1]["resolution"]["kind"] == "action"
    assert [one["latest"][0]["text"] for one in found["actions"]] == [REPORT["text"]]
    assert found["members"] == {member: {"th": "องค์กรภาคประชาสังคม ๑"}}
    assert [step["what"].split(".", 1)[1].removesuffix(".v1") for step in found["steps"]] == [
        *("proposal.submitted", "proposal.admitted", "proposal.selected", "item.discussed"),
        *("item.adjourned", "proposal.selected", "item.discussed", "item.decided", "proposal.decided"),
        *("action.assigned", "action.reported", "action.completed"),
    ]
    assert not found["more"]
    back = office.ask("trace_action", by=PUBLIC, id=action["id"])
    assert back == {**found, "about": f"actions/{action['id']}"}
    item = office.ask("trace_item", by=PUBLIC, id=about["meeting"], item=about["item"])
    assert item == {**found, "about": f"items/{about['item']}"}


@pytest.mark.parametrize("by_a_meeting", [True, False])
def test_what_goes_up_is_traced_to_its_answer_and_back(
    office: Office, member: str, by_a_meeting: bool
) -> None:
    proposal = office.admissible(member)
    about: dict[str, Any] = {"proposal": proposal}
    if by_a_meeting:
        about = adjourned_then_decided(office, proposal, UP)
    else:
        office.ask("refer_proposal", id=proposal, to=ABOVE)
    assert outcome(office, proposal) == "to_be_referred"
    referral = office.ask("prepare_referral", **about, sent_on="2030-02-15")
    assert outcome(office, proposal) == "awaited"
    office.ask("answer_referral", id=referral["id"], **ANSWER)
    found = trace(office, proposal)
    assert found["outcome"]["state"] == "answered"
    assert [(one["to"], one["answers"][0]["kind"]) for one in found["referrals"]] == [(ABOVE, "noted")]
    back = office.ask("trace_referral", by=PUBLIC, id=referral["id"])
    assert back == {**found, "about": f"referrals/{referral['id']}"}


@pytest.mark.parametrize(("verb", "name"), [("merge_proposal", "into"), ("duplicate_proposal", "of")])
def test_who_goes_on_in_another_and_who_came_there(office: Office, member: str, verb: str, name: str) -> None:
    proposal, target = office.admissible(member), office.admissible(member)
    body: dict[str, Any] = {name: target}
    office.ask(verb, id=proposal, **body)
    found = trace(office, proposal)
    assert (found["outcome"]["state"], found["goes_on_in"]["id"]) == ("goes_on_elsewhere", target)
    assert found["judgements"][-1][name] == target
    assert [one["id"] for one in trace(office, target)["came_here"]] == [proposal]


def test_an_item_of_no_proposal_is_traced_through_its_meetings(office: Office, member: str) -> None:
    first, second = office.sitting(), office.plan(JULY)["id"]
    agenda = office.ask("add_item", id=first, section=6, title={"th": "เรื่องอื่น"})
    (item,) = [one for section in agenda["sections"] for one in section["items"]]
    office.ask("adjourn_item", id=first, item=item["id"], to=second)
    (again,) = items_of(office.ask("get_agenda", id=second), 6)
    for meeting, one in ((first, item), (second, again)):
        found = office.ask("trace_item", by=PUBLIC, id=meeting, item=one["id"])
        assert [each["id"] for each in found["items"]] == [item["id"], again["id"]]
        assert [each["meeting"]["id"] for each in found["items"]] == [first, second]
        assert ("proposal" in found, found["outcome"]["state"]) == (False, "on_agenda")


def test_of_a_closed_item_others_trace_the_number_alone(office: Office, member: str) -> None:
    id = office.plan()["id"]
    agenda = office.ask("add_item", id=id, section=6, title={"th": "งบประมาณ"})
    (item,) = items_of(agenda, 6)
    about: dict[str, Any] = {"id": id, "item": item["id"]}
    office.ask("revise_item", **about, if_match=agenda["version"], closed=True)
    for verb in ("convene_meeting", "open_meeting"):
        office.ask(verb, id=id)
    office.ask("discuss_item", **about)
    office.ask("decide_item", **about, resolution=ACTION)
    charge: dict[str, Any] = {"title": {"th": "เสนองบประมาณ"}, "owner": member, "due_on": "2030-03-31"}
    office.ask("assign_action", meeting=id, item=item["id"], **charge)
    for by, seen in ((PUBLIC, False), (representing(member), True)):
        found = office.ask("trace_item", by=by, **about)
        (one,) = found["items"]
        assert one["number"] == item["number"]
        assert ("resolution" in one, bool(found["actions"]), bool(found["steps"])) == (seen, seen, seen)
        assert ("งบประมาณ" in str(found)) == seen


def test_a_draft_is_traced_by_its_own_member_alone(office: Office, member: str) -> None:
    draft = office.draft(member)
    own = office.ask("trace_proposal", by=representing(member), id=draft)
    assert own["outcome"]["state"] == "drafted"
    with pytest.raises(NotFound) as missing:
        trace(office, draft)
    assert missing.value.code == PROPOSAL_NOT_FOUND
