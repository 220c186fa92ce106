"""The experts of a commission take part in person, beside whoever speaks for it."""

import pytest

from chassis.errors import Conflict
from membership.errors import EXPERTS_OF_A_COMMISSION
from tests.integration.membership.desk import PERSON, Desk

COMMISSION = "คณะกรรมการส่งเสริมและพัฒนาองค์กรภาคประชาสังคม"
REASON = {"th": "หน่วยงานเดียวกันสมัครไว้สองครั้ง"}


def commission(desk: Desk, name: str = COMMISSION) -> str:
    return str(desk.apply(name, kind="expert_commission")["id"])


def test_a_commission_names_as_many_as_it_has_and_they_replace_nobody(desk: Desk) -> None:
    member = commission(desk)
    for number in range(3):
        expert = {**PERSON, "email": f"expert{number}@org1.example"}
        named = desk.ask("add_representative", member=member, role="expert", **expert)
        desk.ask("confirm_representative", id=named["id"])
    desk.ask("add_representative", member=member, role="alternate", **PERSON)
    people = [(one["role"], one["status"]) for one in desk.people(member)]
    assert people == [("principal", "confirmed"), ("alternate", "nominated"), *[("expert", "confirmed")] * 3]


@pytest.mark.parametrize("kind", ["government_agency", "civil_society", "observer"])
def test_others_have_none(desk: Desk, kind: str) -> None:
    member = desk.apply(kind=kind)["id"]
    with pytest.raises(Conflict) as refused:
        desk.ask("add_representative", member=member, role="expert", **PERSON)
    assert refused.value.code == EXPERTS_OF_A_COMMISSION
    assert len(desk.people(member)) == 1


def test_an_expert_may_take_the_principals_seat(desk: Desk) -> None:
    member = commission(desk)
    named = desk.ask("add_representative", member=member, role="expert", **PERSON)
    desk.ask("take_over_representative", id=named["id"], stays=True)
    assert [one["role"] for one in desk.people(member)] == ["principal", "alternate"]


@pytest.mark.parametrize(("kind", "role"), [("expert_commission", "expert"), ("civil_society", "alternate")])
def test_where_a_commission_is_merged_its_experts_stay_what_they_may_be(
    desk: Desk, kind: str, role: str
) -> None:
    member, other = commission(desk), desk.apply("คณะทำงานอื่น", kind=kind)["id"]
    expert = {**PERSON, "email": "expert@org1.example"}
    named = desk.ask("add_representative", member=member, role="expert", **expert)["id"]
    desk.ask("merge_member", id=member, into=other, reason=REASON)
    (brought,) = [one for one in desk.people(other) if one["id"] == named]
    assert brought["role"] == role
