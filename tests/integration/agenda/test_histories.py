"""Whatever members, the secretariat and meetings do, in whatever order: what must never be, is not."""

from collections import Counter

from tests.integration.agenda.histories import History
from tests.integration.agenda.office import Office

HISTORIES = 5
LIVED = ("selected", "merged", "duplicated", "rejected", "amended", "cosponsored", "reopened")


def test_whatever_happens_what_must_never_be_is_not(nobody: Office) -> None:
    done: Counter[str] = Counter()
    for seed in range(HISTORIES):
        try:
            History(nobody, seed, done).live()
        except AssertionError as error:
            raise AssertionError(f"history {seed}") from error
    assert {fact for fact in LIVED if done[f"proposal.{fact}"] == 0} == set(), done
    assert min(done["meeting.minutes_corrected"], done["meeting.minutes_adopted"]) > 0, done
    assert min(done["item.decided"], done["withdrawn"], done["merged"], done["publish_proposals"]) > 0, done
