from typing import Any

import pytest

from chassis.errors import Invalid
from chassis.schema import load
from membership import schemas, views
from membership.model.representative import Representative
from tests.unit.membership.builders import MEMBER, member, representative

PERSON = {
    "name": {"th": {"title": "นาง", "given": "ผู้แทน", "family": "หนึ่ง"}},
    "email": "rep1@org1.example",
    "language": "th",
}
APPLICATION: dict[str, Any] = {
    "kind": "civil_society",
    "name": {"th": "องค์กรภาคประชาสังคม ๑"},
    "representative": PERSON,
}


def test_an_application_needs_no_more_than_who_and_what() -> None:
    loaded = load(schemas.Application(), APPLICATION)
    assert (loaded["sdgs"], loaded["committee"]) == ([], None)


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"kind": "ministry"}, {"kind": ["not_one_of"]}),
        ({"name": {}}, {"name": ["at_least_one_language"]}),
        ({"name": {"th": "  "}}, {"name.th": ["too_short"]}),
        ({"name": {"fr": "Ministère"}}, {"name.fr": ["unknown"]}),
        ({"sdgs": [18]}, {"sdgs.0": ["out_of_range"]}),
        ({"sdgs": [3, 3]}, {"sdgs": ["duplicate"]}),
        ({"sdgs": ["17"]}, {"sdgs.0": ["wrong_type"]}),
        ({"website": "javascript:alert(1)"}, {"website": ["wrong_type"]}),
        ({"registry_number": " "}, {"registry_number": ["too_short"]}),
        (
            {"received": {"channel": "fax", "on": "15 ม.ค. 2561"}},
            {"received.channel": ["not_one_of"], "received.on": ["wrong_type"]},
        ),
        ({"committee": "first"}, {"committee": ["not_an_id"]}),
        ({"status": "active"}, {"status": ["unknown"]}),
        ({"representative": {**PERSON, "email": "rep1"}}, {"representative.email": ["not_an_address"]}),
        ({"representative": {**PERSON, "language": "fr"}}, {"representative.language": ["not_one_of"]}),
        ({"representative": {**PERSON, "name": {}}}, {"representative.name": ["at_least_one_language"]}),
        (
            {"representative": {**PERSON, "name": {"th": {"given": "ผู้แทน"}}}},
            {"representative.name.th.family": ["required"]},
        ),
    ],
)
def test_what_is_wrong_is_said_field_by_field(change: dict[str, Any], fields: dict[str, list[str]]) -> None:
    with pytest.raises(Invalid) as refused:
        load(schemas.Application(), {**APPLICATION, **change})
    assert refused.value.fields == fields


def test_callers_do_not_say_what_follows_from_the_members_own_end() -> None:
    with pytest.raises(Invalid) as refused:
        load(schemas.Ending(), {"id": MEMBER, "reason": "member_withdrawn"})
    assert refused.value.fields == {"reason": ["not_one_of"]}


def test_a_member_is_shown_without_its_people() -> None:
    shown = schemas.view(views.MemberView(), member(abbreviation={"th": "กต."}))
    assert shown["created_at"] == "2017-10-09T02:00:00.000Z"
    assert set(shown) == {
        *("id", "version", "status", "kind", "name", "abbreviation", "sdgs", "committee"),
        *("also_known_as", "shown", "created_at", "updated_at"),
    }


def test_a_page_says_where_the_next_begins() -> None:
    people: list[Representative] = [representative()]
    page = schemas.page(schemas.RepresentativeView(), people, "cursor")
    assert [one["role"] for one in page["items"]] == ["principal"]
    assert page["next"] == "cursor"


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"channels": {"email": ["invitations"]}}, {"channels.email.0": ["not_optional"]}),
        ({"digest": "hourly"}, {"digest": ["not_one_of"]}),
        (
            {"quiet_hours": {"from": "24:00", "until": "7:00"}},
            {"quiet_hours.from": ["not_an_hour"], "quiet_hours.until": ["not_an_hour"]},
        ),
        ({"quiet_hours": {"from": "22:00"}}, {"quiet_hours.until": ["required"]}),
        ({"quiet_hours": {"from": "22:00", "until": "๒๒.๐๐"}}, {"quiet_hours": ["same_hour"]}),
    ],
)
def test_what_cannot_be_preferred_is_said_too(change: dict[str, Any], fields: dict[str, list[str]]) -> None:
    with pytest.raises(Invalid) as refused:
        load(schemas.RepresentativeRevision(), {"id": MEMBER, "if_match": 1, **change})
    assert refused.value.fields == fields
