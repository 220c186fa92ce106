"""Actions over HTTP: who is charged, and the notes on an item."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from gateway.roles import SECRETARIAT
from gateway.schemas.actions import Action, NewAction, NewNote, Note
from tests.unit.gateway.house import OTHER, THING, Services, bearer

OFFICE = bearer(SECRETARIAT)
NOTES = f"/v1/meetings/{THING}/agenda/{OTHER}/notes"


@pytest.mark.parametrize(("owner", "status"), [(OTHER, 201), ("secretariat", 201), ("somebody", 422)])
def test_a_member_or_the_secretariat_is_charged(
    http: FlaskClient, services: Services, owner: str, status: int
) -> None:
    services.answers["assign_action"] = Action.EXAMPLE
    answer: Any = http.post("/v1/actions", headers=OFFICE, json={**NewAction.EXAMPLE, "owner": owner})
    assert answer.status_code == status
    if status == 201:
        assert services.last.body["owner"] == owner
        assert answer.headers["Location"] == f"/v1/actions/{Action.EXAMPLE['id']}"
    else:
        assert answer.json["errors"][0] == {
            "field": "owner",
            "code": "not_an_id",
            "text": answer.json["errors"][0]["text"],
        }


def test_a_day_may_be_of_the_buddhist_era(http: FlaskClient, services: Services) -> None:
    services.answers["assign_action"] = Action.EXAMPLE
    http.post("/v1/actions", headers=OFFICE, json={**NewAction.EXAMPLE, "due_on": "๒๕๖๑-๐๓-๓๑"})
    assert services.last.body["due_on"] == "2018-03-31"


def test_a_list_is_narrowed(http: FlaskClient, services: Services) -> None:
    http.get("/v1/actions?owner=secretariat&overdue=true&status=started")
    asked = {"owner": "secretariat", "overdue": True, "status": "started"}
    assert {name: services.last.body[name] for name in asked} == asked


def test_notes_are_written_on_the_version_that_was_read(http: FlaskClient, services: Services) -> None:
    services.answers["write_note"] = Note.EXAMPLE
    assert http.patch(NOTES, headers=OFFICE, json=NewNote.EXAMPLE).status_code == 428
    answer = http.patch(NOTES, headers=OFFICE | {"If-Match": '"0"'}, json=NewNote.EXAMPLE)
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"1"')
    assert services.last.body == {"id": THING, "item": OTHER, "if_match": 0, **NewNote.EXAMPLE}
