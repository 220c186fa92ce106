"""A comment and what may be done with it."""

from collections.abc import Callable
from typing import Any

import pytest

from agenda.errors import COMMENT_ANSWERED, REPLY_WIDER_THAN_ANSWERED, TRANSITION_FORBIDDEN, Conflict
from agenda.model.comment import TRANSITIONS, Comment, Status, Visibility, must_be_discussed
from agenda.model.fact import Fact
from agenda.model.proposal import Proposal
from tests.unit.agenda.builders import NOW, REASON, admissible, proposal, resolution, selected, submitted

TEXT = {"th": "ขอให้รวมข้อมูลจากพื้นที่"}
VERBS: dict[str, Callable[[Comment], object]] = {
    "answer": lambda one: one.answer(Visibility.MEMBERS),
    "revise": lambda one: one.revise({"text": REASON}, NOW),
    "remove": lambda one: one.remove(NOW),
    "hide": lambda one: one.hide(REASON),
    "show": lambda one: one.show(),
}


def comment(**changes: Any) -> Comment:
    plain: dict[str, Any] = {
        "id": "comment-1",
        "committee": "committee-1",
        "proposal": "proposal-1",
        "thread": "comment-1",
        "by": "client-1",
        "member": "member-2",
        "post": None,
        "visibility": Visibility.MEMBERS,
        "text": TEXT,
        "at": NOW,
    }
    return Comment(**{**plain, **changes})


@pytest.mark.parametrize("verb", TRANSITIONS)
@pytest.mark.parametrize("status", Status)
def test_a_verb_starts_from_its_states_alone(verb: str, status: Status) -> None:
    one = comment(status=status)
    if status in TRANSITIONS[verb]:
        VERBS[verb](one)
        return
    with pytest.raises(Conflict) as refused:
        VERBS[verb](one)
    assert (refused.value.code, one.status) == (TRANSITION_FORBIDDEN, status)


def test_what_was_answered_stays_as_it_was_said() -> None:
    one = comment()
    one.answer(Visibility.MEMBERS)
    with pytest.raises(Conflict) as refused:
        one.revise({"text": REASON}, NOW)
    assert (refused.value.code, one.text, one.replies) == (COMMENT_ANSWERED, TEXT, 1)


@pytest.mark.parametrize(
    ("answered", "answer", "allowed"),
    [
        (Visibility.MEMBERS, Visibility.MEMBERS, True),
        (Visibility.MEMBERS, Visibility.PUBLIC, False),
        (Visibility.PUBLIC, Visibility.MEMBERS, True),
        (Visibility.PUBLIC, Visibility.PUBLIC, True),
    ],
)
def test_an_answer_is_for_no_more_people(answered: Visibility, answer: Visibility, allowed: bool) -> None:
    one = comment(visibility=answered)
    if allowed:
        one.answer(answer)
        return
    with pytest.raises(Conflict) as refused:
        one.answer(answer)
    assert (refused.value.code, one.replies) == (REPLY_WIDER_THAN_ANSWERED, 0)


def test_what_is_hidden_comes_back_as_it_was_and_what_is_removed_does_not() -> None:
    one = comment()
    assert [happened.fact for happened in one.hide(REASON)] == [Fact.COMMENT_HIDDEN]
    assert (one.text, one.reason) == (TEXT, REASON)
    one.show()
    assert (one.text, one.reason) == (TEXT, None)
    one.hide(REASON)
    one.remove(NOW)
    assert (one.text, one.reason, one.edited_at) == (None, None, NOW)


def decided() -> Proposal:
    one = selected()
    one.decide(resolution())
    return one


def withdrawn() -> Proposal:
    one = admissible()
    one.withdraw(NOW)
    return one


@pytest.mark.parametrize(
    ("about", "open"),
    [
        (proposal, False),
        (submitted, True),
        (admissible, True),
        (selected, True),
        (decided, False),
        (withdrawn, False),
    ],
)
def test_what_is_told_and_open_is_discussed(about: Callable[[], Proposal], open: bool) -> None:
    if open:
        must_be_discussed(about())
        return
    with pytest.raises(Conflict) as refused:
        must_be_discussed(about())
    assert refused.value.params["verb"] == "comment on"
