"""What is told: checked against its schema, silent about people."""

import json
from dataclasses import replace
from typing import Any

import pytest

from agenda import events
from agenda.model.document import Document, Signature
from agenda.model.document_kinds import Kind
from agenda.model.fact import Fact, Happened
from agenda.model.response import Answer, Response
from agenda.model.text import Person
from chassis.envelope import EventType
from tests.unit.agenda.builders import NOW, admissible, convened, resolution, selected, sitting, submitted

A, B = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02", "0198a6c1-0f42-7d1b-9a55-3c7e81d20b04"
OF_DRAFTS = {"agenda.proposal.cosponsors_invited.v1", "agenda.meeting.window_closing.v1"}
OF_REVIEWS = {f"agenda.review.{fact}.v1" for fact in ("assigned", "given", "recused")}
CHAIR: Person = {"name": {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}}, "post": {"th": "อธิบดี"}}
IDS: dict[str, Any] = {"id": A, "committee": B}


@pytest.mark.parametrize("kind", events.PUBLISHED, ids=lambda kind: kind.name)
def test_every_example_is_what_its_schema_says(kind: EventType) -> None:
    assert kind.schema.validate(kind.example) == {}
    inward = kind is events.ERASURE_COMPLETED or kind.name in OF_DRAFTS | OF_REVIEWS
    assert kind.classification == ("restricted" if inward else "public")


def test_every_fact_has_one_type_of_its_own() -> None:
    assert set(events.TYPES) == set(Fact)
    of_facts = [kind.name for kind in events.TYPES.values()]
    assert len(set(of_facts)) == len(Fact)


def test_a_proposal_is_told_as_it_is_after_saving() -> None:
    one = submitted(**IDS, proposed_by=B)
    one.version = 2
    (told,) = events.told(one, (Happened(Fact.PROPOSAL_SUBMITTED),))
    assert (told.type, told.subject, told.version) == ("agenda.proposal.submitted.v1", f"proposals/{A}", 2)
    assert told.data["reference"]["display"]["th"] == "๑/๒๕๖๑"
    assert "rationale" not in told.data
    assert "reason" not in told.data


def test_a_decision_is_told_with_its_resolution() -> None:
    one = selected(**IDS, proposed_by=B)
    one.meeting, one.item = A, B
    (told,) = events.told(one, one.decide(_resolution()))
    assert told.data["resolution"]["decided_at"] == "2018-01-02T03:04:05.000Z"


def test_a_meeting_is_told_without_the_name_of_its_chair() -> None:
    one = convened(**IDS, chair=CHAIR)
    (told,) = events.told(one, (Happened(Fact.MEETING_CONVENED),))
    assert told.data["chair_post"] == {"th": "อธิบดี"}
    assert "ผู้แทน" not in json.dumps(told.data, ensure_ascii=False)


def test_an_item_is_told_under_its_own_subject_at_the_version_of_the_meeting() -> None:
    one = sitting(**IDS)
    one.version = 7
    _, facts = one.list_item(B, 5, {"th": "เรื่อง"})
    one.discuss_item(B)
    (told,) = events.told(one, facts + one.decide_item(B, _resolution()))[1:]
    assert (told.subject, told.version, told.data["meeting"]) == (f"items/{B}", 7, A)
    assert told.data["number"]["th"] == "๕.๑"


def test_an_answer_is_told_without_its_note() -> None:
    one = Response(id=A, meeting=A, member=B)
    (told,) = events.told(one, one.give(Answer.TENTATIVE, None, {"th": "ยังไม่แน่"}, NOW))
    assert told.data == {"meeting": A, "member": B, "answer": "tentative", "delegates": 1}


def test_a_signature_is_told_by_its_post() -> None:
    one = Document(id=A, meeting=B, kind=Kind.AGENDA, edition=1)
    one.check("officer-1")
    one.clear("officer-1")
    (told,) = events.told(one, one.sign(Signature(signatory=CHAIR), NOW))
    assert told.data["signatory_post"] == {"th": "อธิบดี"}
    assert "ผู้แทน" not in json.dumps(told.data, ensure_ascii=False)


def test_an_outcome_that_was_replaced_is_not_told_again() -> None:
    one = admissible(**IDS, proposed_by=B)
    (told,) = events.told(one, (Happened(Fact.PROPOSAL_ADMITTED),))
    assert {"meeting", "item", "into", "of", "to", "reason"}.isdisjoint(told.data)


def _resolution() -> Any:
    return replace(resolution(), meeting=A, item=B)
