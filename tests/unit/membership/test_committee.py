"""Committees: what they adopt, what is in force when, and what is refused once they are dissolved."""

from datetime import UTC, datetime
from typing import Any

import pytest

from chassis.schema import load
from membership import committee_schemas
from membership.errors import COMMITTEE_DISSOLVED, NOTHING_NAMED, TRANSITION_FORBIDDEN, Conflict, Invalid
from membership.model.committee import Committee
from membership.model.member import Member
from membership.model.terms_of_reference import TermsOfReference, in_force
from tests.unit.membership.builders import AT, COMMITTEE, REASON, application, committee

SECTION = {"ordinal": 1, "title": {"th": "เรื่องทั้งหมด"}}
NAMED = {"id": COMMITTEE, "if_match": 1}
TERMS = {"name": {"th": "คณะทำงานย่อย"}, "agenda_template": [SECTION]}


def adopted(one: Committee, effective_from: str, text: str = "ขอบเขต") -> TermsOfReference:
    version, facts = one.adopt(
        id=f"version of {effective_from}",
        text={"th": text},
        adopted_on="2018-01-31",
        effective_from=effective_from,
        created_at=datetime(2018, 1, 31, tzinfo=UTC),
        meeting={"display": "๑/๒๕๖๑"},
    )
    assert facts == ("terms_adopted",)
    return version


def dissolved() -> Committee:
    one = committee()
    assert one.dissolve(REASON) == ("dissolved",)
    return one


def test_each_adoption_is_the_next_version_and_the_newest_is_stated_without_its_text() -> None:
    one = committee()
    assert [adopted(one, day).number for day in ("2018-01-31", "2019-01-01")] == [1, 2]
    assert one.as_stated()["terms_of_reference"] == {
        "number": 2,
        "adopted_on": "2018-01-31",
        "effective_from": "2019-01-01",
        "meeting": {"display": "๑/๒๕๖๑"},
    }


@pytest.mark.parametrize(
    ("day", "number"),
    [
        ("2018-01-30", None),
        ("2018-01-31", 3),
        ("2018-12-31", 3),
        ("2019-01-01", 2),
        ("2030-01-01", 2),
    ],
)
def test_in_force_is_what_took_effect_last_and_of_one_day_the_correction(day: str, number: int) -> None:
    one = committee()
    versions = [adopted(one, begin) for begin in ("2018-01-31", "2019-01-01", "2018-01-31")]
    found = in_force(versions, day)
    assert (found and found.number) == number


def test_a_dissolved_committee_takes_nobody_and_stays_as_it_is() -> None:
    one = dissolved()
    for refused in (
        lambda: one.revise({"join_policy": "review"}),
        lambda: adopted(one, "2018-01-31"),
        lambda: Member.apply(one, at=AT, known=True, **application()),
        lambda: Member.apply(one, at=AT, known=False, **application()),
        lambda: Member.invite(one, at=AT, **application()),
        lambda: Member.invite(committee(), at=AT, **application())[0].confirm(one, AT),
        lambda: Member.enter(one, at=AT, **application()),
    ):
        with pytest.raises(Conflict) as caught:
            refused()
        assert (caught.value.code, caught.value.params) == (COMMITTEE_DISSOLVED, {"committee": COMMITTEE})
    with pytest.raises(Conflict) as again:
        one.dissolve(REASON)
    assert again.value.code == TRANSITION_FORBIDDEN
    assert one.as_stated()["reason"] == REASON


def test_a_committee_needs_a_name_and_an_agenda_and_is_open_unless_it_says_so() -> None:
    loaded = load(committee_schemas.Establishing(), TERMS)
    assert (loaded["join_policy"], loaded["parent"], loaded["terms_of_reference"]) == ("open", None, None)
    assert loaded["rights"]["observer"] == ["take_part"]


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"agenda_template": []}, {"agenda_template": ["too_short"]}),
        ({"name": None}, {"name": ["null"]}),
        ({"parent": "first"}, {"parent": ["not_an_id"]}),
        ({"quorum": {"government_agency": 5}}, {"quorum.civil_society": ["required"]}),
        (
            {"quorum": {"government_agency": 0, "civil_society": 0, "shares": {"civil_society": "3/2"}}},
            {"quorum.shares.civil_society": ["out_of_range"]},
        ),
        (
            {"quorum": {"government_agency": 0, "civil_society": 0, "shares": {"civil_society": "half"}}},
            {"quorum.shares.civil_society": ["invalid"]},
        ),
        (
            {"terms_of_reference": {"text": {"th": "ก"}, "adopted_on": "2018-01-31", "meeting": {}}},
            {"terms_of_reference.meeting.display": ["required"]},
        ),
        ({"chair": {}}, {"chair": ["unknown"]}),
    ],
)
def test_what_is_wrong_with_its_terms_is_said(change: dict[str, Any], fields: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        load(committee_schemas.Establishing(), {**TERMS, **change})
    assert refused.value.fields == fields


def test_half_of_the_members_of_each_side_is_a_quorum_too() -> None:
    half = {"government_agency": 0, "civil_society": 0, "shares": {"government_agency": "1/2"}}
    assert load(committee_schemas.Establishing(), {**TERMS, "quorum": half})["quorum"] == half


def test_a_revision_names_only_what_changes_and_null_takes_away_what_may_be_absent() -> None:
    loaded = load(committee_schemas.CommitteeRevision(), {**NAMED, "founding": None})
    assert loaded == {**NAMED, "founding": None}
    for kept in ("name", "join_policy", "rights", "agenda_template"):
        with pytest.raises(Invalid) as refused:
            load(committee_schemas.CommitteeRevision(), {**NAMED, kept: None})
        assert refused.value.fields == {kept: ["null"]}


@pytest.mark.parametrize("incomplete", [{"founding": {"date": "2017-10-09"}}, {"convener": {"sdg": 17}}])
def test_what_a_revision_names_it_names_whole(incomplete: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        load(committee_schemas.CommitteeRevision(), {**NAMED, **incomplete})


def test_a_revision_that_names_nothing_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        load(committee_schemas.CommitteeRevision(), NAMED)
    assert refused.value.code == NOTHING_NAMED
