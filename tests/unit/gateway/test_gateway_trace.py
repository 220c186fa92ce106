"""What became of a proposal, as a page and over HTTP."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from chassis.errors import NotFound
from gateway.schemas.actions import Action, Report
from gateway.schemas.agenda import Agenda
from gateway.schemas.referrals import ReferralRecord
from gateway.schemas.trace import Trace
from tests.unit.gateway.house import OTHER, THING, Services

MEETING = {
    "id": THING,
    "status": "closed",
    "number": {"ordinal": 1, "year_be": 2561, "display": {"th": "๑/๒๕๖๑", "en": "1/2561"}},
    "starts_at": "2018-01-31T02:00:00.000Z",
}
AGENDA: Any = Agenda.EXAMPLE
ITEM = {
    **AGENDA["sections"][1]["items"][0],
    "meeting": MEETING,
    "resolution": {"kind": "action", "text": {"th": "มอบหมายให้ดำเนินการ"}},
}
FULL: dict[str, Any] = {
    **Trace.EXAMPLE,
    "items": [ITEM],
    "actions": [{**Action.EXAMPLE, "overdue": True, "latest": [Report.EXAMPLE]}],
    "referrals": [ReferralRecord.EXAMPLE],
}


@pytest.mark.parametrize(
    ("path", "method", "body"),
    [
        (f"/v1/proposals/{THING}/trace", "trace_proposal", {"id": THING}),
        (f"/v1/meetings/{THING}/agenda/{OTHER}/trace", "trace_item", {"id": THING, "item": OTHER}),
        (f"/v1/actions/{THING}/trace", "trace_action", {"id": THING}),
        (f"/v1/referrals/{THING}/trace", "trace_referral", {"id": THING}),
    ],
)
def test_one_call_shows_it_from_either_end(
    http: FlaskClient, services: Services, path: str, method: str, body: dict[str, str]
) -> None:
    services.answers[method] = FULL
    assert http.get(path).json == FULL
    assert [(one.method, one.body) for one in services.asked] == [(method, body)]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "th",
            (
                *("ดำเนินการต่อในข้อเสนออื่น", "ข้อเสนอ ๑๒/๒๕๖๑", "กระทรวงการต่างประเทศ", "การประชุมครั้งที่ ๑/๒๕๖๑"),
                *(
                    "มติ: มอบหมายให้ดำเนินการ",
                    "ภายใน ๓๑ มีนาคม ๒๕๖๑",
                    "พ้นกำหนด",
                    "๑๕ มีนาคม ๒๕๖๑",
                    "รวมกับข้อเสนออื่น",
                ),
            ),
        ),
        (
            "en",
            (
                *(
                    "Goes on in another proposal",
                    "Proposal 12/2561",
                    "Meeting 1/2561",
                    "due by 31 March 2018",
                ),
                *("The first draft is out for comments", "Merged into another proposal", "21 August 2018"),
            ),
        ),
    ],
)
def test_the_page_says_what_became_of_it(
    http: FlaskClient, services: Services, language: str, said: tuple[str, ...]
) -> None:
    services.answers["trace_proposal"] = FULL
    answer = http.get(f"/proposals/{THING}?language={language}")
    assert answer.headers["Content-Language"] == language
    assert [words for words in said if words not in answer.text] == []
    assert f"/proposals/{FULL['goes_on_in']['id']}" in answer.text
    assert "<script" not in answer.text


def test_what_is_not_there_is_said_in_words(http: FlaskClient, services: Services) -> None:
    services.answers["trace_proposal"] = NotFound("agenda.proposal_not_found")
    answer = http.get(f"/proposals/{THING}")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "ไม่พบข้อเสนอ" in answer.text


def test_what_is_shown_cannot_run(http: FlaskClient, services: Services) -> None:
    evil = {**FULL["proposal"], "title": {"th": "<script>alert(1)</script>"}}
    services.answers["trace_proposal"] = {**FULL, "proposal": evil}
    assert "<script" not in http.get(f"/proposals/{THING}").text
