import json
from pathlib import Path

import pytest

from membership.committee_schemas import CommitteeView
from membership.founding import read_terms
from membership.model.committee import Committee
from membership.schemas import view
from tests.unit.membership.builders import COMMITTEE

FILE = Path(__file__).parents[3] / "deploy/local/committee.json"


def test_the_first_committee_is_shown_exactly_as_its_file_states_it() -> None:
    stated = {name: value for name, value in json.loads(FILE.read_text("utf-8")).items() if value is not None}
    committee = Committee(id=COMMITTEE, terms=read_terms(FILE), version=1)
    shown = view(CommitteeView(), committee)
    assert shown == {**stated, "id": COMMITTEE, "first": True, "version": 1, "status": "active"}
    assert committee.join_policy == "open"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('{"name": {"th": "คณะทำงานร่วมฯ"}, "chair": {}}', r"agenda_template.*required.*chair.*unknown"),
        ("[]", "malformed"),
        ("{", "Expecting property name"),
        (None, "No such file"),
    ],
    ids=["wrong fields", "no object", "no JSON", "no file"],
)
def test_a_wrong_file_is_named_with_its_fault(tmp_path: Path, content: str | None, fault: str) -> None:
    file = tmp_path / "committee.json"
    if content is not None:
        file.write_text(content, "utf-8")
    with pytest.raises(ValueError, match=rf"^COMMITTEE_FILE: .*committee\.json: .*{fault}"):
        read_terms(file)
