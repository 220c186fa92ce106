"""The public register of proposals: a page for people, a table for offices."""

import csv
import io
from typing import Any

import pytest
from flask.testing import FlaskClient

from chassis.errors import Unavailable
from gateway.schemas.proposals import Proposal
from tests.unit.gateway.house import OTHER, THING, Services

PATH = "/v1/proposals/export"
SHOWN = ("id", "committee", "reference", "title", "sdgs", "purpose", "proposed_by", "status", "submitted_at")
RESOLVED = {"kind": "agreed", "text": {"th": "ที่ประชุมเห็นชอบ", "en": "Agreed"}}


def told(**changes: Any) -> dict[str, Any]:
    plain = {name: Proposal.EXAMPLE[name] for name in SHOWN}
    return {**plain, "proposer": {"th": "กระทรวงการต่างประเทศ"}, **changes}


def answer(services: Services, *items: dict[str, Any], after: str | None = None) -> None:
    services.answers["list_register"] = {"items": list(items), "next": after}


def test_the_page_says_what_became_of_each_in_both_languages(http: FlaskClient, services: Services) -> None:
    refused = told(status="not_admitted", reason={"th": "อยู่นอกขอบเขต"})
    answer(services, told(status="selected", resolution=RESOLVED), refused, after=OTHER)
    thai = http.get("/proposals").text
    for said in (
        "๑๒/๒๕๖๑",
        "กระทรวงการต่างประเทศ",
        "มีมติแล้ว",
        "ที่ประชุมเห็นชอบ",
        "ไม่รับไว้พิจารณา",
        "อยู่นอกขอบเขต",
        "๑๗",
    ):
        assert said in thai
    assert f"?after={OTHER}&amp;language=th" in thai
    english = http.get(f"/proposals?language=en&after={THING}").text
    for said in ("Register of proposals", "12/2561", "decided", "Agreed", "not admitted"):
        assert said in english
    assert services.last.body == {"limit": 50, "after": THING}


def test_the_page_is_of_use_while_there_is_nothing_to_show(http: FlaskClient, services: Services) -> None:
    answer(services)
    assert "ยังไม่มีข้อเสนอ" in http.get("/proposals").text
    services.answers["list_register"] = Unavailable()
    page = http.get("/proposals?language=en")
    assert (page.status_code, "cannot be shown for the moment" in page.text) == (200, True)


def test_what_is_shown_cannot_run(http: FlaskClient, services: Services) -> None:
    answer(services, told(title={"th": "<script>alert(1)</script>"}))
    page = http.get("/proposals")
    assert "<script" not in page.text
    assert "script-src" not in page.headers["Content-Security-Policy"]


def test_the_table_has_a_row_for_each(http: FlaskClient, services: Services) -> None:
    referred = told(status="referred", to={"en": "=cmd"}, sdgs=[6, 13])
    answer(services, told(status="selected", resolution=RESOLVED, meeting=OTHER), referred)
    table = http.get(f"{PATH}?status=selected&format=csv")
    assert table.headers["Content-Disposition"] == "attachment; filename=proposals.csv"
    first, second = csv.DictReader(io.StringIO(table.data.decode("utf-8-sig")))
    assert (first["reference"], first["resolution"], first["outcome_en"]) == ("12/2561", "agreed", "Agreed")
    assert (first["proposer_th"], first["meeting"], first["status"]) == (
        "กระทรวงการต่างประเทศ",
        OTHER,
        "selected",
    )
    assert (second["outcome_en"], second["sdgs"], second["resolution"]) == ("'=cmd", "6 13", "")
    assert services.last.body == {"status": "selected", "limit": 100}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_it_comes_in_both_forms(http: FlaskClient, services: Services, form: str) -> None:
    answer(services, told())
    assert http.get(f"{PATH}?format={form}").headers["Content-Disposition"].endswith(f"proposals.{form}")
    assert http.get(f"{PATH}?format=ods").status_code == 422
