"""The report on the goals: as data, as a table, as a chart, and on a page."""

import csv
import io
from typing import Any
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from gateway.pages.chart import KINDS
from gateway.schemas.reports import GoalsReport
from tests.unit.gateway.house import OTHER, Services

PATH = "/v1/reports/sdgs"
EXAMPLE: Any = GoalsReport.EXAMPLE
SVG = "{http://www.w3.org/2000/svg}"


def goal(number: int, **changes: Any) -> dict[str, Any]:
    return {**EXAMPLE["goals"][0], "goal": number, **changes}


@pytest.fixture
def report(services: Services) -> dict[str, Any]:
    goals = [goal(number, proposals=number) for number in range(1, 18)]
    found = {**GoalsReport.EXAMPLE, "goals": goals}
    services.answers["report_goals"] = found
    return found


@pytest.mark.parametrize(
    ("query", "accept", "mimetype"),
    [
        ("", None, "application/json"),
        ("", "*/*", "application/json"),
        ("", "text/csv", "text/csv"),
        ("", "image/svg+xml", "image/svg+xml"),
        ("?format=svg", "text/csv", "image/svg+xml"),
    ],
)
def test_it_comes_in_the_form_asked_for(
    http: FlaskClient, report: dict[str, Any], query: str, accept: str | None, mimetype: str
) -> None:
    answer = http.get(PATH + query, headers={"Accept": accept} if accept else {})
    assert (answer.status_code, answer.mimetype) == (200, mimetype)
    if mimetype == "application/json":
        assert answer.json == report


def test_what_cannot_be_had_is_said(http: FlaskClient, services: Services) -> None:
    assert http.get(PATH, headers={"Accept": "application/pdf"}).status_code == 406
    assert http.get(f"{PATH}?year_be=12").status_code == 422
    assert not services.asked


@pytest.mark.parametrize("year", ["2561", "๒๕๖๑", "2018"])
def test_a_year_may_be_of_either_era(
    http: FlaskClient, services: Services, report: dict[str, Any], year: str
) -> None:
    for path in (PATH, "/reports/sdgs"):
        http.get(f"{path}?year_be={year}&committee={OTHER}")
        assert services.last.body == {"year_be": 2561, "committee": OTHER}


def test_the_table_has_a_row_a_goal(http: FlaskClient, report: dict[str, Any]) -> None:
    rows = list(csv.DictReader(io.StringIO(http.get(f"{PATH}?format=csv").data.decode("utf-8-sig"))))
    assert [row["goal"] for row in rows] == [str(number) for number in range(1, 18)]
    assert {name: rows[4][name] for name in ("year_be", "proposals", "action", "lead_agencies")} == {
        "year_be": "2561",
        "proposals": "5",
        "action": "1",
        "lead_agencies": "กระทรวงการต่างประเทศ",
    }


def test_the_chart_says_in_words_and_numbers_what_it_draws(http: FlaskClient, report: dict[str, Any]) -> None:
    answer = http.get(f"{PATH}?format=svg", headers={"Accept-Language": "en"})
    root = ElementTree.fromstring(answer.data)
    ids = {one.get("id") for tag in ("title", "desc") for one in root.iter(f"{SVG}{tag}")}
    assert ids == set((root.get("aria-labelledby") or "").split())
    assert len(ids) == 2
    assert root.get("role") == "img"
    bars = [one for one in root.iter(f"{SVG}rect") if one.get("height") == "10"]
    assert len(bars) == 17 * len(KINDS)
    lengths = [int(bar.get("width") or 0) for bar in bars[:: len(KINDS)]]
    assert lengths == sorted(lengths)
    assert lengths[-1] == 400
    words = [one.text for one in root.iter(f"{SVG}text")]
    assert {"Proposals", "Resolutions", "Referrals", "Actions", "17"} <= set(words)
    assert "script" not in answer.text


def test_a_year_without_anything_is_drawn_too(http: FlaskClient, services: Services) -> None:
    nothing = {
        "decisions": {"total": 0, "noted": 0, "agreed": 0, "referred_up": 0, "action": 0},
        "actions": {"total": 0, "done": 0, "overdue": 0},
    }
    goals = [goal(number, proposals=0, lead_agencies=[], **nothing) for number in range(1, 18)]
    services.answers["report_goals"] = {**GoalsReport.EXAMPLE, "goals": goals}
    root = ElementTree.fromstring(http.get(f"{PATH}?format=svg").data)
    assert {one.get("width") for one in root.iter(f"{SVG}rect") if one.get("height") == "10"} == {"0"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("th", ("ในปี ๒๕๖๑", "๑๗ ความร่วมมือเพื่อการพัฒนาที่ยั่งยืน", "หน่วยงานหลัก", "กระทรวงการต่างประเทศ")),
        ("en", ("The goals in 2018", "17 Partnerships for the goals", "Lead agencies")),
    ],
)
def test_the_page_has_the_chart_and_the_table_beside(
    http: FlaskClient, report: dict[str, Any], language: str, said: tuple[str, ...]
) -> None:
    answer = http.get(f"/reports/sdgs?language={language}")
    assert [words for words in said if words not in answer.text] == []
    assert answer.text.count("<svg") == 1
    assert answer.text.count('<th scope="row">') == 17
    assert "<script" not in answer.text
    assert "style=" not in answer.text
