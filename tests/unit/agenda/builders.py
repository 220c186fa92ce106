"""Proposals and meetings in the state that a test wants them in."""

from datetime import UTC, datetime
from typing import Any

from agenda.model.agenda import Agenda
from agenda.model.fact import Fact, Facts
from agenda.model.item import Section
from agenda.model.judge import Judge
from agenda.model.meeting import Meeting
from agenda.model.number import Number, Series
from agenda.model.proposal import Proposal
from agenda.model.proposal_states import Purpose
from agenda.model.resolution import Resolution, ResolutionKind

NOW = datetime(2018, 1, 2, 3, 4, 5, tzinfo=UTC)
STARTS = datetime(2018, 1, 31, 2, 0, tzinfo=UTC)
COMMITTEE, PROPOSER, SUPPORTER, MEETING = "committee-1", "member-1", "member-2", "meeting-1"
JUDGE = Judge("officer-1", NOW)
REASON = {"th": "เหตุผล"}


def kinds(facts: Facts) -> list[Fact]:
    return [one.fact for one in facts]


def sections() -> list[Section]:
    purposes = {4: "information", 5: "consideration"}
    return [Section(ordinal=n, title={"th": f"วาระ {n}"}, purpose=purposes.get(n)) for n in range(1, 7)]


def proposal(**changes: Any) -> Proposal:
    plain: dict[str, Any] = {
        "id": "proposal-1",
        "committee": COMMITTEE,
        "proposed_by": PROPOSER,
        "title": {"th": "เรื่องหนึ่ง"},
        "rationale": {"th": "หลักการและเหตุผล"},
        "sdgs": [17],
        "purpose": Purpose.CONSIDERATION,
        "created_at": NOW,
    }
    return Proposal(**{**plain, **changes})


def submitted(**changes: Any) -> Proposal:
    one = proposal(**changes)
    one.submit(Series(id="proposals", year_be=2561), NOW)
    return one


def admissible(**changes: Any) -> Proposal:
    one = submitted(**changes)
    one.admit(JUDGE)
    return one


def selected(**changes: Any) -> Proposal:
    one = admissible(**changes)
    one.select(JUDGE, MEETING, "item-1")
    return one


def resolution(item: str = "item-1") -> Resolution:
    return Resolution(
        kind=ResolutionKind.AGREED, text={"th": "เห็นชอบ"}, meeting=MEETING, item=item, decided_at=NOW
    )


def meeting(**changes: Any) -> Meeting:
    plain: dict[str, Any] = {
        "id": MEETING,
        "committee": COMMITTEE,
        "number": Number(1, 2561),
        "starts_at": STARTS,
        "venue": {"th": "ห้องประชุม"},
        "agenda": Agenda(sections=sections()),
        "created_at": NOW,
    }
    return Meeting(**{**plain, **changes})


def convened(**changes: Any) -> Meeting:
    one = meeting(**changes)
    one.convene()
    return one


def sitting(**changes: Any) -> Meeting:
    one = convened(**changes)
    one.open()
    return one


def closed() -> Meeting:
    one = sitting()
    one.close(None)
    return one
