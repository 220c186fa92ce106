from collections.abc import Callable

import pytest

from agenda.errors import Conflict
from agenda.model.document import Document, Signature, Status
from agenda.model.document_kinds import Kind
from agenda.model.fact import Fact, Facts
from tests.unit.agenda.builders import NOW

SIGNATURE = Signature(
    signatory={"name": {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}}, "post": {"th": "อธิบดี"}},
    letter_number="กต ๐๐๐๐/๑",
)
STEPS: dict[str, Callable[[Document], Facts]] = {
    "check": lambda document: document.check("officer-1"),
    "clear": lambda document: document.clear("officer-2"),
    "sign": lambda document: document.sign(SIGNATURE, NOW),
    "publish": lambda document: document.publish(NOW),
}


def document(steps: int = 0) -> Document:
    one = Document(id="document-1", meeting="meeting-1", kind=Kind.NEWS_RELEASE, edition=1)
    for step in list(STEPS.values())[:steps]:
        step(one)
    return one


def test_sign_off_goes_step_by_step() -> None:
    one = document()
    facts = [fact.fact for step in STEPS.values() for fact in step(one)]
    assert facts == [
        Fact.DOCUMENT_CHECKED,
        Fact.DOCUMENT_CLEARED,
        Fact.DOCUMENT_SIGNED,
        Fact.DOCUMENT_PUBLISHED,
    ]
    assert (one.status, one.signature, one.published_at) == (Status.SIGNED, SIGNATURE, NOW)
    assert (one.checked_by, one.cleared_by) == ("officer-1", "officer-2")


@pytest.mark.parametrize("done", range(len(STEPS) + 1))
@pytest.mark.parametrize("verb", STEPS)
def test_no_step_is_left_out_or_done_twice(done: int, verb: str) -> None:
    one = document(done)
    if list(STEPS).index(verb) == done:
        return
    with pytest.raises(Conflict):
        STEPS[verb](one)
    assert one == document(done)


@pytest.mark.parametrize("done", range(len(STEPS) + 1))
def test_any_edit_voids_what_was_signed_off(done: int) -> None:
    one = document(done)
    one.follow(edition=2)
    assert (one.status, one.checked_by, one.cleared_by, one.signature) == (Status.DRAFT, None, None, None)
    assert one.published_at == (NOW if done == len(STEPS) else None)


def test_the_same_edition_voids_nothing() -> None:
    one = document(3)
    one.follow(edition=1)
    assert one == document(3)


def test_a_new_edition_is_published_after_it_is_signed_again() -> None:
    one = document(4)
    one.follow(edition=2)
    for step in STEPS.values():
        step(one)
    assert one.published_edition == 2


@pytest.mark.parametrize("done", range(len(STEPS) + 1))
def test_what_is_typed_in_voids_what_was_signed_off(done: int) -> None:
    one = document(done)
    (fact,) = one.revise({"reply_by": "2018-01-24", "remarks": None})
    assert fact.fact is Fact.DOCUMENT_REVISED
    assert one.particulars == {"reply_by": "2018-01-24"}
    assert (one.status, one.checked_by, one.cleared_by, one.signature) == (Status.DRAFT, None, None, None)
    for step in STEPS.values():
        step(one)
    assert one.published_at == NOW


def test_only_what_is_named_is_typed_in_anew() -> None:
    one = document()
    one.revise({"reply_by": "2018-01-24", "remarks": {"th": "หมายเหตุ"}})
    one.revise({"reply_by": None})
    assert one.particulars == {"remarks": {"th": "หมายเหตุ"}}
