"""How a person is reached who has no e-mail."""

from typing import Any

import pytest

from chassis.errors import Invalid
from chassis.schema import load
from membership import schemas
from membership.contact_shapes import PostalAddress, Reachable
from membership.model.contact import preferred
from tests.unit.membership.builders import LATER, MEMBER, OTHER_PERSON, member, person, representative
from tests.unit.membership.test_membership_schemas import APPLICATION, PERSON

ADDRESS = {
    "street": "443 ถนนศรีอยุธยา",
    "subdistrict": "ทุ่งพญาไท",
    "district": "ราชเทวี",
    "province": "กรุงเทพมหานคร",
    "postcode": "10400",
}
WITHOUT_MAIL = {name: value for name, value in PERSON.items() if name != "email"}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("02 203 5000", "+6622035000"),
        ("๐๒-๒๐๓-๕๐๐๐ ต่อ ๑๔๐๔๕", "+6622035000;ext=14045"),
        ("(053) 123 456 ext. 7", "+6653123456;ext=7"),
        ("081 234 5678", "+66812345678"),
        ("+66 81 234 5678", "+66812345678"),
        ("+66812345678;ext=1", "+66812345678;ext=1"),
        ("+856 21 212 345", "+85621212345"),
    ],
)
def test_a_telephone_number_is_kept_in_one_form(written: str, kept: str) -> None:
    assert load(Reachable(), {"telephone": written}) == {"telephone": kept}


@pytest.mark.parametrize(
    "written", ["1234", "812345678", "02 203 500", "09 123 4567", "โทร", "", "+66 1 234 5678"]
)
def test_what_cannot_be_called_is_refused(written: str) -> None:
    with pytest.raises(Invalid) as refused:
        load(Reachable(), {"telephone": written})
    assert refused.value.fields == {"telephone": ["not_a_telephone_number"]}


def test_an_address_is_kept_without_the_words_before_its_names() -> None:
    written = {
        "street": "๑๒ หมู่ ๓",
        "subdistrict": "ต. สุเทพ",
        "district": "อำเภอเมืองเชียงใหม่",
        "province": "จ.เชียงใหม่",
        "postcode": "๕๐๒๐๐",
    }
    assert load(PostalAddress(), written) == {
        "street": "๑๒ หมู่ ๓",
        "subdistrict": "สุเทพ",
        "district": "เมืองเชียงใหม่",
        "province": "เชียงใหม่",
        "postcode": "50200",
    }


@pytest.mark.parametrize("code", ["1040", "104000", "19000", "28000", "00100", "abcde"])
def test_a_postcode_is_one_that_thailand_has(code: str) -> None:
    with pytest.raises(Invalid) as refused:
        load(Reachable(), {"postal_address": {**ADDRESS, "postcode": code}})
    assert refused.value.fields == {"postal_address.postcode": ["not_a_postcode"]}


@pytest.mark.parametrize(
    ("ways", "channel"),
    [
        ({"email": "rep1@org1.example"}, None),
        ({"email": "rep1@org1.example", "postal_address": ADDRESS}, None),
        (
            {"email": "rep1@org1.example", "telephone": "+6622035000", "preferred_channel": "telephone"},
            "telephone",
        ),
        ({"postal_address": ADDRESS, "telephone": "+6622035000"}, "post"),
        ({"telephone": "+6622035000"}, "telephone"),
    ],
)
def test_who_says_nothing_is_reached_by_what_they_have(ways: dict[str, Any], channel: str | None) -> None:
    assert preferred(ways) == channel
    assert representative(**{"email": None, **ways}).preferred_channel == channel


@pytest.mark.parametrize(
    ("ways", "wanting"),
    [
        ({}, "email"),
        ({"telephone": "02 203 5000", "preferred_channel": "post"}, "postal_address"),
        ({"email": "rep1@org1.example", "preferred_channel": "telephone"}, "telephone"),
    ],
)
def test_who_cannot_be_reached_is_named_by_nobody(ways: dict[str, Any], wanting: str) -> None:
    with pytest.raises(Invalid) as refused:
        load(schemas.Application(), {**APPLICATION, "representative": {**WITHOUT_MAIL, **ways}})
    assert refused.value.fields == {f"representative.{wanting}": ["required"]}
    with pytest.raises(Invalid) as refused:
        load(schemas.Nomination(), {**WITHOUT_MAIL, **ways, "member": MEMBER, "role": "alternate"})
    assert refused.value.fields == {wanting: ["required"]}


def test_the_way_may_change_while_there_is_one() -> None:
    one = representative()
    with pytest.raises(Invalid) as refused:
        one.revise(LATER, {"email": None})
    assert refused.value.fields == {"email": ["required"]}
    one = representative()
    one.revise(LATER, {"email": None, "telephone": "+6622035000"})
    assert (one.email, one.preferred_channel) == (None, "telephone")


def test_a_link_goes_to_nobody_without_an_address() -> None:
    organisation = member()
    organisation.status, organisation.confirm_by = "invited", LATER
    with pytest.raises(Invalid) as refused:
        representative(organisation, email=None, telephone="+6622035000").ask(organisation, LATER)
    assert refused.value.fields == {"representative.email": ["required"]}


def test_two_without_an_address_are_not_one_person() -> None:
    one, other = (
        representative(email=None, telephone="+6622035000", id=id) for id in (person()["id"], OTHER_PERSON)
    )
    assert not one.stands_in_for(other)
