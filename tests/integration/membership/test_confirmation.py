"""Who applies is asked by a link whether the address is theirs; nothing is public before."""

from datetime import timedelta
from typing import Any

import pytest

from chassis import clock
from chassis.errors import Conflict, Denied
from membership.errors import (
    APPLICATION_PENDING,
    ASKED_LATELY,
    ASKED_OFTEN,
    BY_INVITATION,
    CONFIRMED_ALREADY,
    LINK_INVALID,
)
from membership.handlers import committees
from tests.integration.membership.desk import PUBLIC, SECRETARIAT, Desk, application

OTHER = "องค์กรภาคประชาสังคม ๒"


@pytest.fixture
def inviting(empty: Desk, terms: dict[str, Any]) -> Desk:
    """A desk of a committee whose members are invited."""
    empty.store.transact(lambda tx: committees.establish(tx, {**terms, "join_policy": "invitation"}))
    return empty


def classified(desk: Desk, member: str) -> list[tuple[str, str]]:
    return [
        (event["type"].split(".")[2], event["dataclassification"]) for event in desk.told(f"members/{member}")
    ]


def later(desk: Desk, person: str) -> None:
    """As if the last link had been sent a while ago."""
    sent = {"asked_at": clock.now() - timedelta(minutes=11)}
    desk.store.db.representatives.update_one({"_id": person}, {"$set": sent})


def test_who_follows_the_link_is_a_member(desk: Desk) -> None:
    applied = desk.submit()
    assert applied["status"] == "submitted"
    member = desk.confirm(applied["id"])
    assert (member["status"], member["id"]) == ("active", applied["id"])
    (person,) = desk.people(member["id"])
    assert (person["role"], person["status"]) == ("principal", "confirmed")
    assert classified(desk, member["id"]) == [
        ("submitted", "restricted"),
        ("applied", "public"),
        ("admitted", "public"),
    ]


def test_a_committee_that_reviews_does_so_after_the_link(reviewing: Desk) -> None:
    applied = reviewing.submit()
    assert reviewing.confirm(applied["id"])["status"] == "under_review"
    assert classified(reviewing, applied["id"]) == [("submitted", "restricted"), ("applied", "public")]


def test_what_is_put_right_before_anybody_answers_for_it_is_not_public(desk: Desk) -> None:
    applied = desk.submit()
    desk.ask("revise_member", id=applied["id"], if_match=applied["version"], sdgs=[13])
    assert classified(desk, applied["id"]) == [("submitted", "restricted")] * 2
    assert desk.told(f"members/{applied['id']}")[-1]["data"]["sdgs"] == [13]


def test_what_nobody_confirmed_only_the_secretariat_sees_in_the_roster(desk: Desk) -> None:
    waiting, member = desk.submit(), desk.apply(OTHER)
    seen = [[one["id"] for one in desk.ask("list_members", by=by)["items"]] for by in (PUBLIC, SECRETARIAT)]
    assert seen == [[member["id"]], [waiting["id"], member["id"]]]
    assert desk.ask("list_members", by=PUBLIC, status="submitted")["items"] == []
    (found,) = desk.ask("list_members", status="submitted")["items"]
    assert (found["id"], "confirm_by" in found) == (waiting["id"], True)


def test_a_link_is_good_for_once(desk: Desk) -> None:
    applied = desk.submit()
    desk.confirm(applied["id"])
    with pytest.raises(Conflict) as refused:
        desk.confirm(applied["id"])
    assert refused.value.code == CONFIRMED_ALREADY
    assert desk.ask("get_member", id=applied["id"])["version"] == 2


@pytest.mark.parametrize("change", ["cut", "signature", "claims"])
def test_a_link_that_is_none_of_ours_confirms_nothing(desk: Desk, change: str) -> None:
    applied, other = desk.submit(), desk.submit(OTHER)
    token, another = desk.links(applied["id"])[0], desk.links(other["id"])[0]
    head, claims, signature = token.split(".")
    forged = {
        "cut": token[:-4],
        "signature": ".".join((head, claims, another.split(".")[2])),
        "claims": ".".join((head, another.split(".")[1], signature)),
    }
    with pytest.raises(Denied) as refused:
        desk.ask("confirm_member", by=PUBLIC, token=forged[change])
    assert refused.value.code == LINK_INVALID
    assert desk.ask("get_member", id=applied["id"])["status"] == "submitted"


def test_a_link_to_an_address_that_was_put_right_is_worth_nothing(desk: Desk) -> None:
    applied = desk.submit()
    (person,) = desk.people(applied["id"])
    desk.ask("revise_representative", id=person["id"], if_match=person["version"], email="rep2@org1.example")
    with pytest.raises(Denied) as refused:
        desk.confirm(applied["id"])
    assert refused.value.code == LINK_INVALID
    later(desk, person["id"])
    desk.ask("ask_member_again", id=applied["id"])
    assert desk.confirm(applied["id"])["status"] == "active"


def test_a_link_to_somebody_who_has_left_office_is_worth_nothing(desk: Desk) -> None:
    applied = desk.submit()
    (first,) = desk.people(applied["id"])
    other = {**application()["representative"], "email": "rep2@org1.example"}
    desk.ask("add_representative", member=applied["id"], role="principal", **other)
    desk.ask("end_representative", id=first["id"], reason="replaced")
    with pytest.raises(Denied) as refused:
        desk.confirm(applied["id"])
    assert refused.value.code == LINK_INVALID
    assert desk.ask("get_member", id=applied["id"])["status"] == "submitted"
    desk.ask("ask_member_again", by=PUBLIC, id=applied["id"])
    assert desk.confirm(applied["id"])["status"] == "active"
    (principal,) = [one for one in desk.people(applied["id"]) if one["status"] == "confirmed"]
    assert principal["email"] == "rep2@org1.example"


def test_who_does_not_confirm_in_time_may_apply_anew_and_is_linked_to_nothing(desk: Desk) -> None:
    applied = desk.submit()
    assert desk.wait_in_vain(applied["id"])["status"] == "expired"
    assert {one["status"] for one in desk.people(applied["id"])} == {"ended"}
    with pytest.raises(Conflict) as refused:
        desk.confirm(applied["id"])
    assert refused.value.code == CONFIRMED_ALREADY
    assert "rejoins" not in desk.submit()
    assert classified(desk, applied["id"]) == [("submitted", "restricted"), ("lapsed", "restricted")]


def test_who_was_here_before_stays_linked_to_that_when_an_application_lapses(desk: Desk) -> None:
    former = desk.apply()
    desk.ask("withdraw_member", id=former["id"])
    desk.wait_in_vain(desk.submit()["id"])
    assert desk.apply()["rejoins"] == former["id"]


def test_a_second_application_is_pointed_to_the_one_that_waits(desk: Desk) -> None:
    applied = desk.submit()
    with pytest.raises(Conflict) as refused:
        desk.submit()
    assert (refused.value.code, refused.value.params) == (APPLICATION_PENDING, {"member": applied["id"]})


def test_the_link_is_sent_again_on_demand_but_nobody_is_pestered(desk: Desk) -> None:
    applied = desk.submit()
    (person,) = desk.people(applied["id"])
    with pytest.raises(Conflict) as lately:
        desk.ask("ask_member_again", by=PUBLIC, id=applied["id"])
    assert lately.value.code == ASKED_LATELY
    for _ in range(4):
        later(desk, person["id"])
        desk.ask("ask_member_again", by=PUBLIC, id=applied["id"])
    later(desk, person["id"])
    with pytest.raises(Conflict) as often:
        desk.ask("ask_member_again", by=PUBLIC, id=applied["id"])
    assert often.value.code == ASKED_OFTEN
    assert len(desk.links(applied["id"])) == 5


def test_the_secretariat_may_admit_whom_it_knows_or_take_back_what_is_none(desk: Desk) -> None:
    known, unknown = desk.submit(), desk.submit(OTHER)
    assert desk.ask("admit_member", id=known["id"])["status"] == "active"
    assert {one["status"] for one in desk.people(known["id"])} == {"confirmed"}
    assert desk.ask("withdraw_member", id=unknown["id"])["status"] == "cancelled"


def test_who_is_invited_is_a_member_when_it_accepts_whatever_the_policy(reviewing: Desk) -> None:
    invited = reviewing.invite()
    assert (invited["status"], "confirm_by" in invited) == ("invited", True)
    assert reviewing.ask("list_members", by=PUBLIC)["items"] == []
    assert reviewing.confirm(invited["id"])["status"] == "active"
    assert classified(reviewing, invited["id"]) == [("invited", "restricted"), ("admitted", "public")]


def test_who_applied_before_members_were_invited_is_reviewed(desk: Desk) -> None:
    applied, invited = desk.submit(), desk.invite(OTHER)
    committee = desk.ask("get_committee", id=applied["committee"])
    desk.ask("revise_committee", id=committee["id"], if_match=committee["version"], join_policy="invitation")
    assert desk.confirm(applied["id"])["status"] == "under_review"
    assert desk.confirm(invited["id"])["status"] == "active"


def test_where_members_are_invited_nobody_applies(inviting: Desk) -> None:
    with pytest.raises(Denied) as refused:
        inviting.submit()
    assert refused.value.code == BY_INVITATION
    assert inviting.ask("list_members")["items"] == []
    assert inviting.ask("apply_member", **application(OTHER))["status"] == "active", "by the secretariat"
    assert inviting.confirm(inviting.invite()["id"])["status"] == "active"
