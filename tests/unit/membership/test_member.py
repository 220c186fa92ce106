from collections.abc import Callable

import pytest

from membership.errors import ALREADY_A_MEMBER, APPLICATION_PENDING, MEMBER_ENDED, Conflict
from membership.model.member import Member
from tests.unit.membership.builders import AT, LATER, MEMBER, REASON, application, committee, member


def test_an_open_committee_admits_at_once() -> None:
    applicant, facts = Member.apply(committee("open"), at=AT, known=True, **application())
    assert (applicant.status, facts) == ("active", ("applied", "admitted"))
    assert applicant.created_at == applicant.updated_at == AT


def test_another_committee_reviews_first() -> None:
    applicant, facts = Member.apply(committee("review"), at=AT, known=True, **application())
    assert (applicant.status, facts) == ("under_review", ("applied",))


def test_a_reason_stays_only_while_it_explains_the_status() -> None:
    suspended = member()
    assert suspended.suspend(LATER, REASON) == ("suspended",)
    assert (suspended.reason, suspended.updated_at) == (REASON, LATER)
    assert suspended.reinstate(LATER) == ("reinstated",)
    assert suspended.reason is None


def test_an_application_taken_back_is_cancelled_and_not_a_withdrawn_membership() -> None:
    applicant = member("review")
    assert applicant.withdraw(LATER) == ("withdrawn",)
    assert applicant.status == "cancelled"


@pytest.mark.parametrize(
    ("policy", "end", "reason"),
    [
        ("open", lambda one: one.withdraw(LATER), "member_withdrawn"),
        ("review", lambda one: one.withdraw(LATER), "member_withdrawn"),
        ("review", lambda one: one.decline(LATER, REASON), "member_declined"),
    ],
)
def test_the_end_of_a_record_ends_its_representatives(
    policy: str, end: Callable[[Member], object], reason: str
) -> None:
    leaving = member(policy)
    assert leaving.ends_representatives is None
    leaving.must_be_live()
    end(leaving)
    assert leaving.ends_representatives == reason
    with pytest.raises(Conflict) as refused:
        leaving.must_be_live()
    assert refused.value.code == MEMBER_ENDED


@pytest.mark.parametrize(("policy", "code"), [("open", ALREADY_A_MEMBER), ("review", APPLICATION_PENDING)])
def test_a_second_application_is_told_of_the_first(policy: str, code: str) -> None:
    with pytest.raises(Conflict) as refused:
        member(policy).refuse_another()
    assert (refused.value.code, refused.value.params) == (code, {"member": MEMBER})


def test_a_suspended_member_holds_its_name() -> None:
    suspended = member()
    suspended.suspend(LATER, REASON)
    with pytest.raises(Conflict) as refused:
        suspended.refuse_another()
    assert refused.value.code == ALREADY_A_MEMBER
