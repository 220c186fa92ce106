import pytest
from hypothesis import given
from hypothesis import strategies as st

from membership.model.names import name_key, number_key
from tests.unit.membership.builders import COMMITTEE, member


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ministry of Foreign Affairs", "  MINISTRY  of\tForeign Affairs "),
        ("องค์กรภาคประชาสังคม ๑๒", "องค์กรภาคประชาสังคม 12"),
        ("สำนักนายกรัฐมนตรี", "ส\u0e4d\u0e32นักนายกรัฐมนตรี"),
        ("กระทรวงแรงงาน", "กระทรวงเเรงงาน"),
        ("กระทรวงพลังงาน", "กระทรวง\u200bพลังงาน"),
        ("Café Network", "Cafe\u0301 Network"),
    ],
    ids=["case and spaces", "Thai digits", "split sara am", "two sara e", "zero width space", "composition"],
)
def test_spellings_that_look_alike_are_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_different_organisations_stay_different() -> None:
    assert name_key("กระทรวงพลังงาน") != name_key("กระทรวงพาณิชย์")
    assert name_key("เครือข่าย ๑") != name_key("เครือข่าย ๑๑")


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_a_key_is_its_own_key_in_any_case_and_spacing(name: str) -> None:
    key = name_key(f"  {name} ")
    assert key == name_key(name)
    assert "  " not in key


def test_a_member_is_known_by_each_of_its_names_within_its_committee() -> None:
    named = member(name={"th": "กระทรวงพลังงาน", "en": "Ministry of Energy"})
    assert named.marks == [f"{COMMITTEE}|ministry of energy", f"{COMMITTEE}|กระทรวงพลังงาน"]
    assert member(name={"th": "WWF", "en": "wwf"}).marks == [f"{COMMITTEE}|wwf"]


def test_a_registry_number_is_one_however_it_is_set() -> None:
    assert number_key("กท. ๑๒๓/2560") == number_key("กท 123 2560") == number_key("กท-๑๒๓-๒๕๖๐")
    registered = member(name={"th": "WWF"}, registry_number="กท. ๑๒๓/2560")
    assert registered.marks == [f"{COMMITTEE}#กท1232560", f"{COMMITTEE}|wwf"]
    assert member(name={"th": "WWF"}, registry_number=" - ").marks == [f"{COMMITTEE}|wwf"]
