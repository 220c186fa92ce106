"""Two committees and a sub-committee in one house: through the gateway nothing of one is found in another."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from gateway.schemas.committee_terms import NewTermsOfReference
from gateway.schemas.committees import NewCommittee
from gateway.schemas.meetings import NewMeeting
from gateway.schemas.members import NewMember
from gateway.schemas.proposals import NewProposal
from tests.integration.gateway.running import Client
from tests.integration.gateway.test_gateway_house import made
from tests.support.polling import until

View = dict[str, Any]
COMING = {"starts_at": "2030-01-31T02:00:00Z", "venue": {"th": "วิเทศสโมสร"}}
REASON = {"reason": {"th": "สิ้นสุดภารกิจ"}}
SOURCES = ("membership", "agenda", "notify")
AFFAIRS = {"members", "representatives", "proposals", "meetings", "items", "responses", "notifications"}


@dataclass(frozen=True)
class Group:
    """A committee with a member, its proposal, and a meeting that it is called to."""

    committee: View
    member: View
    proposal: View
    meeting: View

    @property
    def id(self) -> str:
        return str(self.committee["id"])


def peopled(house: Client, committee: View) -> Group:
    """The same organisation, the same words, the same day: only the committee differs."""
    here = {"committee": committee["id"]}
    member = made(house.office("POST", "/v1/members", NewMember.EXAMPLE | here))
    draft = NewProposal.EXAMPLE | {"proposed_by": member["id"]}
    proposal = made(house.office("POST", "/v1/proposals", draft))
    proposal = made(house.office("POST", f"/v1/proposals/{proposal['id']}/submit"))
    meeting = made(house.office("POST", "/v1/meetings", COMING | here))
    meeting = made(house.office("POST", f"/v1/meetings/{meeting['id']}/convene"))
    return Group(committee, member, proposal, meeting)


@pytest.fixture(scope="module")
def groups(house: Client) -> list[Group]:
    """The first committee, another one, and a sub-committee of that."""
    first = made(house.http("GET", "/v1/committees"))["items"][0]
    body = {name: value for name, value in NewCommittee.EXAMPLE.items() if name != "parent"}
    body |= {"join_policy": "open"}
    second = made(house.office("POST", "/v1/committees", body))
    below = made(house.office("POST", "/v1/committees", body | {"parent": second["id"]}))
    return [peopled(house, one) for one in (first, second, below)]


def listed(house: Client, what: str, **asked: str) -> list[str]:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return [one["id"] for one in made(house.office("GET", f"/v1/{what}?{query}"))["items"]]


def test_numbers_begin_at_1_in_each(groups: list[Group]) -> None:
    assert [group.meeting["number"]["display"]["en"] for group in groups] == ["1/2573"] * 3
    assert [group.proposal["reference"]["ordinal"] for group in groups] == [1, 1, 1]
    assert len({group.member["id"] for group in groups}) == 3


def test_each_list_is_of_one_committee_and_of_the_first_where_none_is_named(
    house: Client, groups: list[Group]
) -> None:
    for group in groups:
        assert listed(house, "members", committee=group.id) == [group.member["id"]]
        assert listed(house, "proposals", committee=group.id) == [group.proposal["id"]]
        assert listed(house, "meetings", committee=group.id) == [group.meeting["id"]]
    first, second, below = groups
    assert listed(house, "members") == [first.member["id"]]
    assert listed(house, "proposals") == [first.proposal["id"]]
    assert listed(house, "meetings") == [first.meeting["id"]]
    assert listed(house, "committees") == [group.id for group in groups]
    assert listed(house, "committees", parent=second.id) == [below.id]


def test_letters_go_to_the_members_of_the_committee_alone(house: Client, groups: list[Group]) -> None:
    def about(meeting: View) -> list[View]:
        path = f"/v1/notifications?about=meetings/{meeting['id']}"
        return list(made(house.office("GET", path))["items"])

    for group in groups:
        letters = until(partial(about, group.meeting))
        assert [(one["template"], one["member"], one["committee"]) for one in letters] == [
            ("meeting-invitation", group.member["id"], group.id)
        ]
    for group in groups:
        letters = made(house.office("GET", f"/v1/notifications?committee={group.id}&limit=100"))["items"]
        assert {one["member"] for one in letters} == {group.member["id"]}
        assert {one["template"] for one in letters} == {"welcome", "proposal-receipt", "meeting-invitation"}


def test_nobody_acts_across(house: Client, groups: list[Group]) -> None:
    first, second, below = groups
    made(house.office("POST", f"/v1/proposals/{first.proposal['id']}/admit"))
    for stranger in (second, below):
        as_stranger = {"roles": ("representative",), "member": stranger.member["id"]}
        for answer in (
            house.http("POST", f"/v1/proposals/{first.proposal['id']}/support", {}, **as_stranger),
            house.http(
                "POST", f"/v1/meetings/{first.meeting['id']}/responses", {"answer": "accepted"}, **as_stranger
            ),
            house.office(
                "POST", f"/v1/proposals/{first.proposal['id']}/select", {"meeting": stranger.meeting["id"]}
            ),
        ):
            assert (answer.status_code, answer.json()["code"]) == (409, "agenda.other_committee")
        read = house.http("GET", f"/v1/meetings/{first.meeting['id']}/responses", **as_stranger)
        assert (read.status_code, read.json()["code"]) == (403, "agenda.other_committee")


def test_a_follower_of_the_feeds_can_tell_whose_each_fact_is(house: Client, groups: list[Group]) -> None:
    whose = {}
    for source in SOURCES:
        path = f"/v1/events?source={source}&limit=100"
        for event in made(house.http("GET", path, roles=("operator",)))["items"]:
            if event["subject"].split("/")[0] in AFFAIRS:
                whose[event["subject"]] = event["data"]["committee"]
    for group in groups:
        its = {subject for subject, committee in whose.items() if committee == group.id}
        of_others = {one.member["id"] for one in groups if one is not group}
        assert f"members/{group.member['id']}" in its
        assert f"proposals/{group.proposal['id']}" in its
        assert f"meetings/{group.meeting['id']}" in its
        assert not {f"members/{id}" for id in of_others} & its


def test_terms_change_and_the_versions_of_what_it_is_for_are_kept(house: Client, groups: list[Group]) -> None:
    one = f"/v1/committees/{groups[1].id}"
    assert house.office("PATCH", one, {"join_policy": "review"}).status_code == 428
    changed = house.office("PATCH", one, {"join_policy": "review"}, If_Match='"1"')
    assert (made(changed)["join_policy"], changed.headers["ETag"]) == ("review", '"2"')
    assert house.office("PATCH", one, {"join_policy": "open"}, If_Match='"1"').status_code == 412
    nothing = house.office("PATCH", one, {}, If_Match='"2"')
    assert (nothing.status_code, nothing.json()["code"]) == (422, "membership.nothing_named")
    adopted = NewTermsOfReference.EXAMPLE | {"adopted_on": "๒๕๖๑-๐๑-๓๑"}
    answer = house.office("POST", f"{one}/terms-of-reference", adopted)
    version = made(answer)
    assert (version["number"], version["adopted_on"]) == (1, "2018-01-31")
    assert answer.headers["Location"] == f"{one}/terms-of-reference/1"
    assert made(house.http("GET", answer.headers["Location"])) == version
    for day, numbers in (("2561-01-31", [1]), ("๒๕๖๑-๐๑-๓๐", []), ("2018-02-01", [1])):
        found = made(house.http("GET", f"{one}/terms-of-reference?on={day}"))["items"]
        assert [version["number"] for version in found] == numbers
    assert house.http("GET", f"{one}/terms-of-reference?on=2561-13-01").status_code == 422
    assert made(house.http("GET", one))["terms_of_reference"]["number"] == 1
    history = made(house.office("GET", f"{one}/history"))["items"]
    assert [step["what"] for step in history] == [["established"], ["revised"], ["terms_adopted"]]


def test_a_dissolved_sub_committee_is_closed_and_its_parent_is_not(
    house: Client, groups: list[Group]
) -> None:
    _, second, below = groups
    refused = house.office("POST", f"/v1/committees/{second.id}/dissolve", REASON)
    assert (refused.status_code, refused.json()["code"]) == (409, "membership.sub_committees_left")
    gone = made(house.office("POST", f"/v1/committees/{below.id}/dissolve", REASON))
    assert (gone["status"], gone["reason"]) == ("dissolved", REASON["reason"])
    about = f"committees/{below.id}"
    letters = until(lambda: made(house.office("GET", f"/v1/notifications?about={about}"))["items"])
    assert [(one["template"], one["member"]) for one in letters] == [
        ("committee-dissolved", below.member["id"])
    ]
    organisation = NewMember.EXAMPLE | {"name": {"th": "เครือข่ายน้ำ"}}
    late = house.http("POST", "/v1/members", organisation | {"committee": below.id})
    assert (late.status_code, late.json()["code"]) == (409, "membership.committee_dissolved")
    until(
        lambda: (
            house.office("POST", "/v1/meetings", COMING | {"committee": below.id}).json().get("code")
            == "agenda.committee_dissolved"
        )
    )
    held = NewMeeting.EXAMPLE | {"committee": below.id, "held": {"number": None}}
    made(house.office("POST", "/v1/meetings", held))
    made(house.office("POST", "/v1/meetings", COMING | {"committee": second.id}))
