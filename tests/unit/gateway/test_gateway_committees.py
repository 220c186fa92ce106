"""What the gateway asks of those who set up committees, before any service is asked."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from gateway.roles import SECRETARIAT
from gateway.schemas.committee_terms import NewTermsOfReference
from gateway.schemas.committees import NewCommittee, TermsOfReference
from tests.unit.gateway.house import THING, Services, bearer

OFFICE = bearer(SECRETARIAT)
ONE = f"/v1/committees/{THING}"


def patched(http: FlaskClient, body: dict[str, Any]) -> Any:
    return http.patch(ONE, headers=OFFICE | {"If-Match": '"3"'}, json=body)


def test_a_change_is_of_what_it_names_alone(http: FlaskClient, services: Services) -> None:
    changes = {"founding": None, "quorum": {"government_agency": 3, "civil_society": 3}}
    assert patched(http, changes).status_code == 200
    assert services.last.body == {"id": THING, "if_match": 3, **changes}


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"name": None}, "name", "null"),
        ({"agenda_template": None}, "agenda_template", "null"),
        ({"agenda_template": []}, "agenda_template", "too_short"),
        ({"founding": {"date": "2017-10-09"}}, "founding.body", "required"),
        ({"quorum": {"government_agency": 1}}, "quorum.civil_society", "required"),
        ({"join_policy": "closed"}, "join_policy", "not_one_of"),
        ({"status": "dissolved"}, "status", "unknown"),
        ({"parent": THING}, "parent", "unknown"),
    ],
)
def test_what_cannot_be_changed_so(
    http: FlaskClient, services: Services, body: dict[str, Any], field: str, code: str
) -> None:
    answer = patched(http, body)
    assert answer.status_code == 422
    assert [(one["field"], one["code"]) for one in answer.json["errors"]] == [(field, code)]
    assert not services.asked


def test_a_committee_is_not_set_up_without_a_name_and_an_agenda(
    http: FlaskClient, services: Services
) -> None:
    answer: Any = http.post("/v1/committees", headers=OFFICE, json={"join_policy": "open"})
    assert {one["field"] for one in answer.json["errors"]} == {"name", "agenda_template"}
    unknown = NewCommittee.EXAMPLE | {"chair": {}}
    assert http.post("/v1/committees", headers=OFFICE, json=unknown).status_code == 422
    assert not services.asked


@pytest.mark.parametrize(
    ("said", "meant"),
    [("2561-01-31", "2018-01-31"), ("๒๕๕๙-๐๒-๒๙", "2016-02-29"), ("2018-01-31", "2018-01-31")],
)
def test_days_may_be_of_the_buddhist_era(
    http: FlaskClient, services: Services, said: str, meant: str
) -> None:
    services.answers["adopt_terms_of_reference"] = TermsOfReference.EXAMPLE
    body = NewTermsOfReference.EXAMPLE | {"adopted_on": said, "effective_from": said}
    answer = http.post(f"{ONE}/terms-of-reference", headers=OFFICE, json=body)
    assert (answer.status_code, answer.headers["Location"]) == (201, f"{ONE}/terms-of-reference/1")
    assert services.last.body["adopted_on"] == services.last.body["effective_from"] == meant


def test_a_day_that_is_none_is_refused(http: FlaskClient, services: Services) -> None:
    for day in ("2560-02-29", "31 ม.ค. 2561"):
        answer = http.get(f"{ONE}/terms-of-reference?on={day}")
        assert answer.status_code == 422
    assert not services.asked
