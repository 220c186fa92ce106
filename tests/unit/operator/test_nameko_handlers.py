"""What `wara doctor` says of the queues that a partner's nameko services declare."""

from typing import Any, cast

import pytest

from wara.definitions import FOR_A_PARTNER
from wara.partners import findings
from wara.partners.corner import FULL, Corner
from wara.partners.handlers import Handlers
from wara.site import Site

MOST = FOR_A_PARTNER["x-max-length"]
CONVENED, ANY = "agenda.meeting.convened.v1", "agenda.meeting.*.v1"
ROW = {"_id": "office", "events": [ANY], "nameko": True}
ANOTHERS = "evt-partner.fund-agenda.meeting.convened.v1--fund.hear"


def queue(type: str, **figures: Any) -> dict[str, Any]:
    return {"name": f"evt-partner.office-{type}--office.hear"} | {"policy": "handlers", **figures}


class Management:
    """With these queues beside a partner's own."""

    def __init__(self, *queues: dict[str, Any]) -> None:
        self.queues = [*queues, {"name": ANOTHERS, "messages": MOST}]

    def rows(self, collection: str) -> list[dict[str, Any]]:
        return self.queues

    def place(self, kind: str, *names: str) -> str:
        return names[-1]

    def find(self, path: str) -> dict[str, Any]:
        return {"name": path, "messages": 0}


def corner(*queues: dict[str, Any]) -> Corner:
    return Corner.of(cast(Any, Management(*queues)), ROW)


def found(*queues: dict[str, Any]) -> list[str]:
    return list(findings.of_waiting(cast(Site, None), ROW, corner(*queues)))


def test_one_that_is_nearly_full_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "is_old", lambda *_: False)
    waits = int(FULL * MOST)
    [finding] = found(queue(CONVENED, messages=waits), queue(ANY, messages=waits - 1))
    assert finding.startswith(f"{queue(CONVENED)['name']} holds {waits} of {MOST} events: soon the oldest")
    assert finding.endswith("`wara partners replay office --after <time>`")


def test_age_is_reckoned_by_what_comes_into_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def is_old(site: Site, row: dict[str, Any], holds: int) -> bool:
        asked.append(row["events"])
        return True

    monkeypatch.setattr(findings, "is_old", is_old)
    [finding] = found(queue(CONVENED, messages=1), queue("gateway.partner.tested.v1", messages=1))
    assert "holds events from over" in finding
    assert asked == [[CONVENED]]


def test_one_without_limits_is_said_once_the_broker_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = queue(ANY)
    del fresh["policy"]
    assert found(queue(CONVENED), fresh, queue("#", policy="handlers.streams")) == []
    [finding] = found(queue(CONVENED, policy=None))
    assert finding == f"queue {queue(CONVENED)['name']} has no limits: run `wara provision office`"


def test_more_of_them_than_anybody_needs_are_said() -> None:
    many = [queue(f"agenda.a{number}.v1") for number in range(findings.MOST_HANDLERS)]
    assert found(*many) == []
    [finding] = found(*many, queue(CONVENED))
    assert finding == "partner office has 101 queues of nameko's, each with all it hears: ask who runs it"


def test_what_comes_into_a_queue_is_told_by_its_name() -> None:
    queues = [queue(type) for type in (CONVENED, ANY, "#", "agenda.*.convened.v1", "agenda.item.#")]
    at = Handlers(cast(Any, Management(*queues)), "office")
    assert [len(at.types(one["name"], [CONVENED, "agenda.meeting.opened.v1"])) for one in queues] == [
        1,
        2,
        2,
        1,
        0,
    ]
    assert at.hearing("gateway.partner.tested.v1") == [queue("#")["name"]]
