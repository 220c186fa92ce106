import re

import pytest

from chassis.envelope import EventType
from membership import events
from membership.model.committee import Committee
from tests.unit.membership.builders import COMMITTEE, LATER, REASON, committee, member, representative

PERSONAL = re.compile(r"\b(given|family|email|telephone|post)\b")

INWARD = {f"membership.member.{fact}.v1" for fact in ("submitted", "invited", "lapsed")} | {
    "membership.datarequest.answered.v1"
}
"""Nothing public has come of those yet; whose a request was is nobody else's."""


@pytest.mark.parametrize("event", events.PUBLISHED, ids=lambda event: event.name)
def test_an_example_is_what_would_be_told(event: EventType) -> None:
    assert event.schema.validate(event.example) == {}
    assert event.schema.dump(event.schema.load(event.example)) == event.example


@pytest.mark.parametrize("event", events.PUBLISHED, ids=lambda event: event.name)
def test_what_names_a_person_is_told_to_our_own_services_only(event: EventType) -> None:
    personal = event.name.startswith("membership.representative.")
    inward = event.name in INWARD or event.name.startswith("membership.erasure.")
    assert (event.classification == "restricted") == (personal or inward)
    assert personal or not PERSONAL.search(" ".join(keys(event.example)))


def test_names_are_unique_and_versioned() -> None:
    names = [event.name for event in events.PUBLISHED]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"membership\.[a-z]+\.[a-z_]+\.v\d+", name) for name in names)


def test_facts_of_one_change_share_its_version_and_outcome() -> None:
    applicant = member(abbreviation={"th": "กต."})
    applicant.version = 1
    applied, admitted = events.of_member(applicant, ("applied", "admitted"))
    assert applied.type == "membership.member.applied.v1"
    assert admitted.type == "membership.member.admitted.v1"
    assert (applied.data, applied.version) == (admitted.data, admitted.version)
    assert applied.subject == f"members/{applicant.id}"
    assert applied.data["status"] == "active"


def test_what_has_no_value_is_left_out() -> None:
    leaving = member()
    assert "reason" not in events.of_member(leaving, ("admitted",))[0].data
    leaving.withdraw(LATER, REASON)
    assert events.of_member(leaving, ("withdrawn",))[0].data["reason"] == REASON


def test_a_representative_is_told_whole() -> None:
    named = representative()
    (told,) = events.of_representative(named, ("nominated",))
    assert told.dataclassification == "restricted"
    assert told.data["email"] == "rep1@org1.example"
    assert told.data["name"] == {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}}


def test_a_committee_is_told_with_all_its_terms() -> None:
    section = {"ordinal": 1, "title": {"th": "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ"}}
    terms = {**committee().terms, "agenda_template": [section], "quorum": None}
    (told,) = events.of_committee(Committee(id=COMMITTEE, terms=terms, version=1), ["established"])
    assert told.data["agenda_template"] == [section]
    assert told.data["status"] == "active"
    assert "quorum" not in told.data


def keys(value: object) -> list[str]:
    if isinstance(value, dict):
        return [*value, *(key for inner in value.values() for key in keys(inner))]
    return [key for inner in value for key in keys(inner)] if isinstance(value, list) else []
