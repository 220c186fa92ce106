"""What the installation and its demo are given: well formed for the public API, and no person made up."""

import re
from datetime import date
from typing import Any

import pytest

from agenda.documents.moments import local_day
from agenda.schemas.documents import SignDocument
from agenda.schemas.items import AddItem, DecideItem
from agenda.schemas.meetings import PlanMeeting
from agenda.schemas.participation import RespondMeeting
from agenda.schemas.proposals import CreateProposal
from chassis.schema import load
from membership.schemas import Application
from membership.terms import Establishment
from tests.unit.documents.builders import committee, demo

SOME_ID = "0198a6c0-5d00-7c3e-8f11-6f0d2b9a4e01"
ORGANISATIONS: list[dict[str, Any]] = demo("organisations")["organisations"]
PROPOSALS: list[dict[str, Any]] = demo("proposals")["proposals"]
PAST: list[dict[str, Any]] = demo("meetings")["meetings"]
NEXT: dict[str, Any] = demo("next-meeting")
NAMES = [organisation["name"]["th"] for organisation in ORGANISATIONS]


def test_the_committee_is_what_membership_reads() -> None:
    assert load(Establishment(), committee())["founding"]["date"] == "2017-10-09"
    assert [section["ordinal"] for section in committee()["agenda_template"]] == [1, 2, 3, 4, 5, 6]


def test_twenty_ministries_forty_organisations_the_commission_and_an_observer_apply() -> None:
    kinds = [load(Application(), organisation)["kind"] for organisation in ORGANISATIONS]
    counts = {kind: kinds.count(kind) for kind in set(kinds)}
    assert counts == {"government_agency": 20, "civil_society": 40, "expert_commission": 1, "observer": 1}
    assert len(set(NAMES)) == len(NAMES)


def test_representatives_are_placeholders_who_can_be_told_apart() -> None:
    people = [organisation["representative"] for organisation in ORGANISATIONS]
    assert all(re.fullmatch("สมมุติ [๐-๙]{2}", person["name"]["th"]["family"]) for person in people)
    assert all(person["email"].endswith(".example") for person in people)
    assert len({person["email"] for person in people}) == len(people)
    assert {person["language"] for person in people} == {"th", "en"}


def test_the_meetings_on_record_are_recorded_oldest_first() -> None:
    bodies = [{name: meeting[name] for name in meeting if name != "news_release"} for meeting in PAST]
    held = [load(PlanMeeting(), body) for body in bodies]
    days = [local_day(meeting["starts_at"]) for meeting in held]
    assert days == sorted(days)
    assert [(meeting["held"]["number"] or {}).get("ordinal") for meeting in held] == [1, 2, 3, 2, 3, None]
    assert (days[0], days[-1]) == (date(2018, 1, 31), date(2021, 11, 29))
    assert all(meeting["held"]["source"] for meeting in held)


def test_the_release_of_the_first_can_be_signed() -> None:
    assert load(SignDocument(), {"id": SOME_ID, "kind": "news-release", **PAST[0]["news_release"]})


@pytest.mark.parametrize("proposal", PROPOSALS, ids=lambda proposal: proposal["body"]["title"]["en"])
def test_a_proposal_is_an_example_of_members(proposal: dict[str, Any]) -> None:
    load(CreateProposal(), {**proposal["body"], "proposed_by": SOME_ID})
    assert proposal["body"]["title"]["th"].startswith("ตัวอย่าง: ")
    assert {proposal["proposed_by"], *proposal["supporters"]} <= set(NAMES)
    assert proposal["proposed_by"] not in proposal["supporters"]
    assert proposal["selected"] == ("resolution" in proposal)
    if proposal["selected"]:
        load(DecideItem(), {"id": SOME_ID, "item": SOME_ID, "resolution": proposal["resolution"]})


def test_the_next_meeting_is_planned_listed_and_answered() -> None:
    load(PlanMeeting(), {**NEXT["meeting"], "starts_at": "2026-01-15T02:00:00Z"})
    assert [load(AddItem(), {"id": SOME_ID, **item})["section"] for item in NEXT["items"]] == [1, 3, 6]
    for answer in NEXT["answers"]:
        assert answer["member"] in NAMES
        load(RespondMeeting(), {"id": SOME_ID, **answer, "member": SOME_ID})
