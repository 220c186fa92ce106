from datetime import timedelta
from typing import Any

import pytest

from chassis.errors import Invalid
from chassis.schema import load
from membership import agency_schemas, authority
from membership.model import agency
from membership.model.member import Member
from tests.unit.membership.builders import AT, LATER, OTHER_MEMBER, REASON, committee, member

SCIENCE = {"th": "กระทรวงวิทยาศาสตร์และเทคโนโลยี", "en": "Ministry of Science and Technology"}
HIGHER_EDUCATION = {"th": "กระทรวงการอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรม"}
ACT = "พระราชบัญญัติปรับปรุงกระทรวง ทบวง กรม (ฉบับที่ ๑๙) พ.ศ. ๒๕๖๒"
TOLD = {"on": "2019-05-02", "authority": ACT}


def seat(**changes: Any) -> Member:
    known = {"kind": "government_agency", "name": SCIENCE, "registry_number": "วท 1"}
    return member(**{**known, **changes})


def test_what_it_was_called_before_stays_known() -> None:
    renamed = seat()
    changed = agency.changes(renamed, {"registry_number": "วท ๑", "name": HIGHER_EDUCATION})
    before = {"id": renamed.id, "name": SCIENCE, "registry_number": "วท 1"}
    assert changed == {"name": HIGHER_EDUCATION, "also_known_as": [before]}
    marks = set(renamed.marks)
    renamed.revise(LATER, changed)
    assert marks < set(renamed.marks)
    assert renamed.records == [renamed.id]


def test_a_name_borne_again_is_no_former_one() -> None:
    renamed = seat()
    for name in (HIGHER_EDUCATION, SCIENCE, HIGHER_EDUCATION):
        renamed.revise(LATER, agency.changes(renamed, {"registry_number": "วท 1", "name": name}))
    assert [one["name"] for one in renamed.also_known_as] == [SCIENCE]


def test_an_abbreviation_alone_is_no_other_name() -> None:
    named = {"registry_number": "วท 1", "name": SCIENCE}
    abbreviated = seat(abbreviation={"th": "วท."})
    assert agency.changes(abbreviated, named) == {}
    assert agency.changes(abbreviated, {**named, "abbreviation": None}) == {"abbreviation": None}


@pytest.mark.parametrize(
    ("office", "stays"), [("ปลัดกระทรวงวิทยาศาสตร์และเทคโนโลยี", False), ("เลขานุการกรม", True)]
)
def test_letters_go_to_no_office_of_the_former_name(office: str, stays: bool) -> None:
    addressed = seat(addressee={"office": {"th": office}})
    changed = agency.changes(addressed, {"registry_number": "วท 1", "name": HIGHER_EDUCATION})
    assert ("addressee" in changed) is not stays


def test_an_active_seat_stands_and_of_those_the_one_with_the_number() -> None:
    first, bearing = seat(), seat(id=OTHER_MEMBER, registry_number="อว 1")
    bearing.created_at = AT + timedelta(days=1)
    assert agency.standing([first, bearing], "อว. ๑") is bearing
    assert agency.standing([bearing, first], "another") is first
    bearing.suspend(LATER, REASON)
    assert agency.standing([first, bearing], "อว 1") is first
    first.suspend(LATER, REASON)
    assert agency.standing([first, bearing], "อว 1") is bearing


def parted(of: Member, policy: str = "open") -> tuple[Member, tuple[str, ...]]:
    named = {"registry_number": "ทส 1", "name": {"th": "กระทรวงทรัพยากรธรรมชาติและสิ่งแวดล้อม"}}
    return agency.part(of, committee(policy), named, id=OTHER_MEMBER, at=LATER)


def test_a_part_is_a_member_at_once_that_nobody_welcomes() -> None:
    part, facts = parted(seat())
    assert (part.status, part.kind, part.split_from) == ("active", "government_agency", seat().id)
    assert (facts, part.from_list, part.created_at) == (("admitted",), True, LATER)


def test_a_part_stands_as_the_whole_does() -> None:
    suspended = seat()
    suspended.suspend(LATER, REASON, until="2018-12-31")
    part, facts = parted(suspended)
    assert (part.status, part.reason, part.until) == ("suspended", REASON, "2018-12-31")
    assert facts == ("admitted", "suspended")
    part, facts = parted(seat(policy="review"), "review")
    assert (part.status, facts) == ("under_review", ("applied",))


def test_the_reason_names_the_instrument_and_the_day() -> None:
    assert authority.reason("rename", **TOLD) == {
        "th": f"เปลี่ยนชื่อหน่วยงานตาม{ACT} มีผลตั้งแต่วันที่ ๒ พฤษภาคม ๒๕๖๒",
        "en": f"The agency was renamed with effect from 2 May 2019, by {ACT}",
    }


@pytest.mark.parametrize(
    ("schema", "body", "fields"),
    [
        (agency_schemas.Dissolution(), {"registry_number": "- /"}, {"registry_number": ["invalid"]}),
        (
            agency_schemas.Renaming(),
            {"registry_number": "วท 1", "name": {}},
            {"name": ["at_least_one_language"]},
        ),
        (
            agency_schemas.Merging(),
            {"registry_numbers": [], "into": {"registry_number": "อว 1", "name": HIGHER_EDUCATION}},
            {"registry_numbers": ["wrong_length"]},
        ),
        (
            agency_schemas.Splitting(),
            {
                "registry_number": "วท 1",
                "into": [{"registry_number": number, "name": SCIENCE} for number in ("ทส 1", "ทส. ๑")],
            },
            {"into": ["duplicate"]},
        ),
    ],
)
def test_what_is_wrong_is_said(schema: Any, body: dict[str, Any], fields: dict[str, list[str]]) -> None:
    with pytest.raises(Invalid) as refused:
        load(schema, {**TOLD, **body})
    assert refused.value.fields == fields
