"""The minutes over HTTP."""

import pytest
from flask.testing import FlaskClient

from gateway.roles import REPRESENTATIVE, SECRETARIAT
from gateway.schemas.meetings import Meeting
from gateway.schemas.minutes import Acceptance, Adoption, Correction, Edition, Minutes, NewCorrection
from tests.unit.gateway.house import OTHER, THING, Services, bearer

OF = f"/v1/meetings/{THING}/minutes"
OFFICE = bearer(SECRETARIAT)


def test_they_are_read_as_data(http: FlaskClient, services: Services) -> None:
    services.answers["get_minutes"], services.answers["get_edition"] = Minutes.EXAMPLE, Edition.EXAMPLE
    assert http.get(OF).json == Minutes.EXAMPLE
    assert http.get(f"{OF}/editions/1").json == Edition.EXAMPLE
    assert services.last.body == {"id": THING, "number": "1"}


@pytest.mark.parametrize(
    ("verb", "body"), [("draft", {}), ("circulate", {}), ("adopt", dict(Adoption.EXAMPLE))]
)
def test_their_way_is_one_of_the_meeting(
    http: FlaskClient, services: Services, verb: str, body: dict[str, str]
) -> None:
    services.answers[f"{verb}_minutes"] = Meeting.EXAMPLE
    answer = http.post(f"{OF}/{verb}", headers=OFFICE | {"If-Match": '"7"'}, json=body)
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"1"')
    assert services.last.body == {"id": THING, "if_match": 7, **body}


def test_a_member_asks_for_a_correction_and_the_secretariat_answers(
    http: FlaskClient, services: Services
) -> None:
    for method in ("propose_correction", "accept_correction", "decline_correction"):
        services.answers[method] = Correction.EXAMPLE
    asked = http.post(f"{OF}/corrections", headers=bearer(REPRESENTATIVE), json=NewCorrection.EXAMPLE)
    assert asked.headers["Location"] == f"{OF}/corrections/{Correction.EXAMPLE['id']}"
    one = f"{OF}/corrections/{OTHER}"
    assert http.post(f"{one}/accept", headers=OFFICE, json=Acceptance.EXAMPLE).status_code == 200
    assert services.last.body == {"id": THING, "correction": OTHER, **Acceptance.EXAMPLE}
    assert http.post(f"{one}/decline", headers=OFFICE, json={}).status_code == 422
