import json
from pathlib import Path

import pytest

from membership.founding import read_terms
from membership.model import Committee
from membership.schemas import CommitteeView, view
from tests.unit.membership.builders import COMMITTEE

FILE = Path(__file__).parents[3] / "deploy/local/committee.json"


def test_the_first_committee_is_shown_exactly_as_its_file_states_it() -> None:
    stated = {name: value for name, value in json.loads(FILE.read_text("utf-8")).items() if value is not None}
    committee = Committee(id=COMMITTEE, terms=read_terms(FILE), version=1)
    shown = view(CommitteeView(), committee)
    assert shown == {**stated, "id": COMMITTEE, "version": 1, "status": "active"}
    assert committee.join_policy == "open"


def test_a_wrong_file_is_named_with_the_fields_at_fault(tmp_path: Path) -> None:
    file = tmp_path / "committee.json"
    file.write_text('{"name": {"th": "คณะทำงานร่วมฯ"}, "chair": {}}', "utf-8")
    with pytest.raises(ValueError, match=r"committee\.json: .*agenda_template.*chair") as refused:
        read_terms(file)
    assert "COMMITTEE_FILE" in str(refused.value)
