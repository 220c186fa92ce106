"""The roster as a file, in the form that the client reads, with as much as the caller may see."""

import csv
import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from chassis.errors import Unavailable
from gateway import exports, negotiation
from gateway.roles import SECRETARIAT
from gateway.schemas.members import Member
from tests.unit.gateway.house import THING, Services, bearer

PATH = "/v1/members/export"


def named(name: str, **changes: Any) -> dict[str, Any]:
    return {**Member.EXAMPLE, "name": {"th": name}, **changes}


def rows(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def workbook(answer: Any) -> Any:
    return load_workbook(io.BytesIO(answer.data)).worksheets[0]


def paged(count: int, size: int = 100) -> Any:
    """A roster of so many, as its service gives it."""

    def page(body: dict[str, Any]) -> dict[str, Any]:
        begin = int(body.get("after", 0))
        end = min(begin + size, count)
        items = [named(f"องค์กร {number}") for number in range(begin, end)]
        return {"items": items, "next": str(end) if end < count else None}

    return page


@pytest.mark.parametrize(
    ("query", "accept", "form"),
    [
        ("", None, "csv"),
        ("", "*/*", "csv"),
        ("", "text/csv", "csv"),
        ("", negotiation.SHEETS["xlsx"], "xlsx"),
        ("?format=xlsx", "text/csv", "xlsx"),
        ("?format=csv", negotiation.SHEETS["xlsx"], "csv"),
    ],
)
def test_it_comes_in_the_form_asked_for(
    http: FlaskClient, services: Services, query: str, accept: Any, form: str
) -> None:
    services.answers["list_members"] = {"items": [named("เครือข่าย ๑")], "next": None}
    answer = http.get(PATH + query, headers={"Accept": accept} if accept else {})
    assert (answer.status_code, answer.mimetype) == (200, negotiation.SHEETS[form])
    assert answer.headers["Content-Disposition"] == f"attachment; filename=members.{form}"


def test_what_cannot_be_had_is_said(http: FlaskClient, services: Services) -> None:
    assert http.get(PATH, headers={"Accept": "application/pdf"}).status_code == 406
    assert http.get(f"{PATH}?format=ods").status_code == 422
    assert http.get(f"{PATH}?limit=7").status_code == 422
    assert not services.asked


def test_all_pages_are_in_it_with_the_filters_in_the_callers_name(
    http: FlaskClient, services: Services
) -> None:
    services.answers["list_members"] = paged(250)
    answer = http.get(f"{PATH}?kind=civil_society&sdg=๑๓&text=เครือข่าย", headers=bearer(SECRETARIAT))
    assert [row["name_th"] for row in rows(answer)] == [f"องค์กร {number}" for number in range(250)]
    assert [one.body.get("after") for one in services.asked] == [None, "100", "200"]
    asked = {"kind": "civil_society", "sdg": 13, "text": "เครือข่าย", "limit": 100}
    assert {name: services.last.body[name] for name in asked} == asked
    assert services.last.caller.has(SECRETARIAT)
    assert "Link" not in answer.headers


def test_what_one_file_does_not_hold_is_in_the_next(
    http: FlaskClient, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST", 200)
    services.answers["list_members"] = paged(250)
    first = http.get(f"{PATH}?format=csv")
    assert len(rows(first)) == 200
    assert first.headers["Link"] == f'<{PATH}?format=csv&after=200>; rel="next"'
    assert len(rows(http.get(f"{PATH}?format=csv&after=200"))) == 50


def test_a_row_is_what_is_known_of_a_member(http: FlaskClient, services: Services) -> None:
    known = named("เครือข่าย ๑", registry_number="กท ๑", website="https://org1.example", sdgs=[6, 13])
    services.answers["list_members"] = {"items": [known, named("เครือข่าย ๒", id=THING)], "next": None}
    first, second = rows(http.get(PATH))
    assert (first["registry_number"], first["website"], first["sdgs"]) == (
        "กท ๑",
        "https://org1.example",
        "6 13",
    )
    assert (second["id"], second["registry_number"], second["website"]) == (THING, "", "")
    cells = list(workbook(http.get(f"{PATH}?format=xlsx")).iter_rows(values_only=True))
    assert cells[1] == tuple(first[name] or None for name in cells[0])


@pytest.mark.parametrize("name", ["=1+1", "+66", "-1", "@SUM(A1)", "=cmd|'/c calc'!A1"])
def test_a_name_is_no_formula(http: FlaskClient, services: Services, name: str) -> None:
    services.answers["list_members"] = {"items": [named(name)], "next": None}
    assert rows(http.get(PATH))[0]["name_th"] == f"'{name}"
    cell = workbook(http.get(f"{PATH}?format=xlsx"))["D2"]
    assert (cell.value, cell.data_type) == (name, "s")


def test_the_heading_stays_in_sight(http: FlaskClient, services: Services) -> None:
    services.answers["list_members"] = {"items": [], "next": None}
    assert workbook(http.get(f"{PATH}?format=xlsx")).freeze_panes == "A2"


def test_half_a_roster_is_none(http: FlaskClient, services: Services) -> None:
    whole = paged(250)

    def away(body: dict[str, Any]) -> dict[str, Any]:
        if body.get("after") == "200":
            raise Unavailable()
        page: dict[str, Any] = whole(body)
        return page

    services.answers["list_members"] = away
    assert http.get(PATH).status_code == 503
