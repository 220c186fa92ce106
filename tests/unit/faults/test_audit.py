"""What the audit of the faults says of a log, or of deliveries, that are not clean."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.faults import audit, figures
from tests.faults.audit import Findings
from tests.faults.listener import Heard
from tests.faults.load import Load, Refusal

SINCE = {(service, "events"): 10 for service in ("membership", "agenda", "notify")}


def load() -> Load:
    return cast(Load, SimpleNamespace(since=SimpleNamespace(logs=SINCE)))


def entry(sequence: int, event_id: str, version: int = 1, subject: str = "proposals/a") -> dict[str, Any]:
    return {
        "sequence": sequence,
        "event_id": event_id,
        "subject": subject,
        "event": {"version": version},
    }


def listening(*told: tuple[str, int, int]) -> Any:
    heard = [Heard(id, "t", "agenda", "proposals/a", sequence, version) for id, sequence, version in told]
    return SimpleNamespace(of=lambda service, after: heard if service == "agenda" else [])


@pytest.mark.parametrize(
    ("entries", "wrong"),
    [
        ([entry(11, "a"), entry(12, "b")], None),
        ([entry(11, "a"), entry(13, "b")], "a gap between 11 and 13"),
        ([entry(12, "a")], "a gap between 11 and 12"),
        ([entry(11, "a"), entry(12, "a")], "1 done twice"),
        ([entry(11, "a", 2), entry(12, "b", 1)], "version 1 after 2"),
    ],
)
def test_a_log_has_no_gap_no_double_and_each_aggregates_order(entries: Any, wrong: str | None) -> None:
    findings = Findings()
    audit._sequences(findings, load(), {("agenda", "events"): entries})
    assert wrong is None or wrong in findings.wrong[0]
    assert len(findings.wrong) == (0 if wrong is None else 1)


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ([("a", 11, 1), ("b", 12, 2), ("a", 11, 1)], None),
        ([("a", 11, 1)], "1 lost"),
        ([("a", 11, 1), ("b", 12, 2), ("c", 13, 3)], "1 too many"),
        ([("a", 12, 1), ("b", 11, 2)], "2 lost"),
        ([("b", 12, 2), ("a", 11, 1)], "version 1 after 2"),
    ],
)
def test_a_listener_hears_the_log_in_order_and_perhaps_again(told: Any, wrong: str | None) -> None:
    logs = {key: list[Any]() for key in SINCE} | {
        ("agenda", "events"): [entry(11, "a", 1), entry(12, "b", 2)]
    }
    findings = Findings()
    audit._listened(findings, listening(*told), load(), logs)
    assert wrong is None or wrong in findings.wrong[0]
    assert bool(findings.wrong) == (wrong is not None)


def test_lost_and_superfluous_are_both_said() -> None:
    findings = Findings()
    findings.expect("submitted", {"a", "b"}, {"b", "c"})
    assert findings.wrong == ["submitted: 1 lost: ['a']", "submitted: 1 too many: ['c']"]


@pytest.mark.parametrize(
    ("refusal", "well"),
    [
        (Refusal(0, 503, 2.9, "1"), True),
        (Refusal(0, 503, 3.1, "1"), False),
        (Refusal(0, 503, 0.1, None), False),
        (Refusal(0, 500, 0.1, "1"), False),
        (Refusal(0, 0, 0.1, None), False),
    ],
)
def test_refused_well_is_503_soon_with_when_to_come_again(refusal: Refusal, well: bool) -> None:
    assert refusal.well_within(3.0) is well


def test_every_pass_is_kept(tmp_path: Any) -> None:
    for kills in (1, 2):
        figures.keep("8", {"kills": kills}, tmp_path)
    figures.keep("1", {"slowest_503": 2.5}, tmp_path)
    table = (tmp_path / "faults.md").read_text()
    assert [line.split("|")[1].strip() for line in table.splitlines()[4:]] == ["1", "8", "8"]
    assert "slowest 503 2.5" in table
