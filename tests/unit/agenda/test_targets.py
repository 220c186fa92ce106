from collections import Counter

import pytest

from agenda.model.targets import TARGETS, with_goals
from agenda.schemas.proposals import CreateProposal, ListProposals
from chassis.errors import Invalid
from chassis.schema import load
from tests.unit.agenda.builders import proposal

PLAIN = {
    "title": {"th": "เรื่องหนึ่ง"},
    "rationale": {"th": "เหตุผล"},
    "purpose": "information",
    "proposed_by": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02",
}


def test_there_are_169_of_17_goals_as_the_resolution_has_them() -> None:
    each = Counter(int(target.split(".")[0]) for target in TARGETS)
    assert [each[goal] for goal in range(1, 18)] == [
        *(7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19),
    ]
    assert len(set(TARGETS)) == len(TARGETS) == 169
    assert {"1.a", "8.10", "16.10", "17.19"} <= set(TARGETS)


def test_a_target_implies_its_goal_however_it_is_written() -> None:
    assert with_goals([17, 3], ["13.2", "3.9", "13.a"]) == [17, 3, 13]
    one = proposal(sdgs=[], targets=["11.6"])
    assert one.sdgs == [11]
    one.revise({"sdgs": [3]})
    assert one.sdgs == [3, 11]
    one.revise({"targets": [], "sdgs": [3]})
    assert one.sdgs == [3]


def test_goals_may_be_left_out_where_targets_are_named_but_not_both() -> None:
    assert load(CreateProposal(), {**PLAIN, "targets": ["๑๑.๖", "3.A"]})["targets"] == ["11.6", "3.a"]
    for wrong, code in (
        ({}, {"sdgs": ["required"]}),
        ({"targets": ["1.9"]}, {"targets.0": ["not_one_of"]}),
        ({"targets": ["3.9", "๓.๙"]}, {"targets": ["duplicate"]}),
    ):
        with pytest.raises(Invalid) as refused:
            load(CreateProposal(), {**PLAIN, **wrong})
        assert refused.value.fields == code


def test_a_list_is_narrowed_to_a_goal_or_target() -> None:
    assert (
        load(ListProposals(), {"sdg": "11", "target": "11.6"}).items()
        >= {"sdgs": 11, "targets": "11.6"}.items()
    )
