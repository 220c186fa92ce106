"""What a reviewer may say."""

from collections.abc import Callable

import pytest

from agenda.errors import RECUSED, Conflict, Invalid
from agenda.model.fact import Fact
from agenda.model.review import Recommendation, Recusal, Review, ReviewStatus
from tests.unit.agenda.builders import COMMITTEE, NOW, REASON, kinds


def review() -> Review:
    return Review(
        id="review-1",
        proposal="proposal-1",
        committee=COMMITTEE,
        reviewer="expert-1",
        assigned_by="officer-1",
        assigned_at=NOW,
    )


def test_an_advice_may_be_given_anew() -> None:
    one = review()
    assert kinds(one.assign()) == [Fact.REVIEW_ASSIGNED]
    assert kinds(one.recommend(Recommendation.MERGE, REASON, NOW, into="proposal-2")) == [Fact.REVIEW_GIVEN]
    assert (one.status, one.into) == (ReviewStatus.RECOMMENDED, "proposal-2")
    one.recommend(Recommendation.SELECT, REASON, NOW, into="proposal-2")
    assert (one.recommendation, one.into) == (Recommendation.SELECT, None)


@pytest.mark.parametrize(("what", "missing"), [(Recommendation.MERGE, "into"), (Recommendation.REFER, "to")])
def test_a_merger_and_a_referral_say_where(what: Recommendation, missing: str) -> None:
    one = review()
    with pytest.raises(Invalid) as refused:
        one.recommend(what, REASON, NOW)
    assert (refused.value.fields, one.status) == ({missing: ["required"]}, ReviewStatus.ASSIGNED)


def test_who_stands_back_advises_nothing_and_what_was_advised_is_gone() -> None:
    one = review()
    one.recommend(Recommendation.REJECT, REASON, NOW)
    assert kinds(one.recuse(Recusal.DECLARED, REASON, NOW)) == [Fact.REVIEW_RECUSED]
    assert (one.status, one.recommendation, one.reasons) == (ReviewStatus.RECUSED, None, None)
    attempts: list[Callable[[], object]] = [
        lambda: one.recommend(Recommendation.SELECT, REASON, NOW),
        lambda: one.recuse(Recusal.DECLARED, REASON, NOW),
    ]
    for attempt in attempts:
        with pytest.raises(Conflict) as refused:
            attempt()
        assert refused.value.code == RECUSED
