from typing import Any

import pytest

from tests.integration.membership.desk import Desk
from tests.support.plans import stages


@pytest.mark.parametrize(
    ("collection", "asked"),
    [
        ("members", {"_id": "m"}),
        ("representatives", {"member": "m"}),
        ("representatives", {"_id": "r"}),
        ("claims", {"_id": "first committee"}),
        ("committees", {"parent": "c"}),
        ("committee_changes", {"committee": "c"}),
        ("terms_of_reference", {"committee": "c"}),
        ("terms_of_reference", {"committee": "c", "number": 1}),
        ("terms_of_reference", {"committee": "c", "effective_from": {"$gte": "", "$lte": "2018-01-31"}}),
    ],
)
def test_no_question_scans_a_collection(empty: Desk, collection: str, asked: dict[str, Any]) -> None:
    plan = empty.store.db[collection].find(asked).sort("_id", 1).explain()["queryPlanner"]["winningPlan"]
    assert set(stages(plan)) & {"IXSCAN", "IDHACK", "EXPRESS_IXSCAN"}
    assert "COLLSCAN" not in stages(plan)
