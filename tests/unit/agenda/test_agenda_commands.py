"""What is let in, and by which code the rest is refused."""

from typing import Any

import pytest
from marshmallow import Schema

from agenda.model.proposal_states import Purpose
from agenda.model.response import Answer
from agenda.schemas.documents import ReviseDocument, SignDocument, SignedOff
from agenda.schemas.meetings import PlanMeeting, ReviseMeeting
from agenda.schemas.participation import RespondMeeting, TakeAttendance
from agenda.schemas.proposals import CreateProposal
from chassis.errors import Invalid
from chassis.schema import load

ID = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"
OTHER = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b03"
PERSON = {"name": {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}}, "post": {"th": "อธิบดี"}}
MEETING: dict[str, Any] = {"starts_at": "2018-01-31T09:00:00+07:00", "venue": {"th": "วิเทศสโมสร"}}


def refused(schema: Schema, body: dict[str, Any]) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as error:
        load(schema, body)
    return error.value.fields


def test_a_proposal_as_the_contract_shows_it() -> None:
    body = {
        "title": {"th": " คุณภาพอากาศ "},
        "rationale": {"en": "Fine dust"},
        "sdgs": [13, 17],
        "purpose": "consideration",
        "proposed_by": ID,
    }
    loaded = load(CreateProposal(), body)
    assert (loaded["title"], loaded["purpose"], loaded["committee"]) == (
        {"th": "คุณภาพอากาศ"},
        Purpose.CONSIDERATION,
        None,
    )


def test_a_meeting_to_come_is_somewhere_a_record_may_not_know_where() -> None:
    nowhere = {"starts_at": MEETING["starts_at"]}
    assert refused(PlanMeeting(), nowhere) == {"venue": ["required"]}
    assert load(PlanMeeting(), {**nowhere, "held": {}})["venue"] is None


@pytest.mark.parametrize("chair", [PERSON, {"post": PERSON["post"]}, {"name": PERSON["name"]}])
def test_of_a_chair_the_name_or_the_post_is_enough(chair: dict[str, Any]) -> None:
    assert load(PlanMeeting(), {**MEETING, "chair": chair})["chair"] == chair


def test_a_chair_is_somebody() -> None:
    assert refused(PlanMeeting(), {**MEETING, "chair": {}}) == {"chair.post": ["required"]}


def test_who_signs_has_a_name_and_a_post() -> None:
    body = {"id": ID, "kind": "agenda", "signatory": {"post": PERSON["post"]}, "letter_date": "31.1.2018"}
    assert refused(SignDocument(), body) == {
        "signatory.name": ["required"],
        "letter_date": ["wrong_type"],
    }


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"starts_at": "2018-01-31T09:00:00"}, "starts_at", "not_a_time"),
        ({"venue": {"th": " "}}, "venue.th", "too_short"),
        ({"venue": {"fr": "x"}}, "venue.fr", "unknown"),
        ({"held": {"number": {"ordinal": 0, "year_be": 2561}}}, "held.number.ordinal", "out_of_range"),
        ({"held": {"number": {"ordinal": 1, "year_be": 2018}}}, "held.number.year_be", "out_of_range"),
        ({"committee": "first"}, "committee", "not_an_id"),
    ],
)
def test_a_field_at_fault_is_named(change: dict[str, Any], field: str, code: str) -> None:
    assert refused(PlanMeeting(), {**MEETING, **change}) == {field: [code]}


def test_no_reply_is_not_an_answer() -> None:
    body = {"id": ID, "answer": "no_reply"}
    assert refused(RespondMeeting(), body) == {"answer": ["invalid"]}
    assert load(RespondMeeting(), {**body, "answer": "tentative"})["answer"] is Answer.TENTATIVE


def entry(member: str = ID, **changes: Any) -> dict[str, Any]:
    return {"member": member, "status": "attended", **changes}


@pytest.mark.parametrize(
    ("attendance", "field", "code"),
    [
        ([], "attendance", "wrong_length"),
        ([entry()] * 101, "attendance", "wrong_length"),
        ([entry(), entry("first")], "attendance.1.member", "not_an_id"),
        ([entry(), entry(OTHER), entry(ID.upper())], "attendance.2.member", "duplicate"),
        ([entry(persons=-1)], "attendance.0.persons", "out_of_range"),
        ([entry(note="x")], "attendance.0.note", "unknown"),
    ],
)
def test_of_attendance_that_is_taken_together_the_entry_at_fault_is_named(
    attendance: list[dict[str, Any]], field: str, code: str
) -> None:
    assert refused(TakeAttendance(), {"meeting": ID, "attendance": attendance}) == {field: [code]}


def test_a_change_holds_only_what_is_given() -> None:
    body = {"id": ID, "if_match": 3, "purpose": None}
    assert load(ReviseMeeting(), body) == body


def test_each_kind_of_document_has_particulars_of_its_own() -> None:
    about = {"id": ID, "if_match": 1}
    letter = {"references": [{"th": "ที่ กต ๐๐๐๐/๑"}], "reply_by": "2018-01-24", "remarks": None}
    assert load(ReviseDocument(), {**about, "kind": "invitation", **letter})["reply_by"] == "2018-01-24"
    minutes = {"began": "09:05", "ended": "12:00", "recorder": PERSON}
    assert load(ReviseDocument(), {**about, "kind": "minutes", **minutes})["recorder"] == PERSON
    strange = refused(ReviseDocument(), {**about, "kind": "minutes", **letter})
    assert strange == {name: ["unknown"] for name in letter}
    assert refused(ReviseDocument(), {**about, "kind": "minutes", "began": "25:00"}) == {"began": ["invalid"]}


def test_a_sheet_to_sign_is_signed_off_by_nobody() -> None:
    assert refused(SignedOff(), {"id": ID, "kind": "attendance"}) == {"kind": ["not_one_of"]}
