"""What a person chooses about letters, by the route where their entry is put right."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from gateway import texts
from gateway.roles import REPRESENTATIVE
from tests.unit.gateway.house import MEMBER, THING, Services, bearer

PATH = f"/v1/members/{MEMBER}/representatives/{THING}"


def change(http: FlaskClient, language: str = "en", **wishes: Any) -> Any:
    headers = bearer(REPRESENTATIVE) | {"If-Match": '"3"', "Accept-Language": language}
    return http.patch(PATH, headers=headers, json=wishes)


def test_a_person_chooses_kinds_a_digest_and_hours_of_quiet(http: FlaskClient, services: Services) -> None:
    wishes: dict[str, Any] = {"channels": {"email": ["news"]}, "digest": "weekly"}
    answer = change(http, **wishes, quiet_hours={"from": "๒๒.๐๐", "until": "06:30"})
    assert answer.status_code == 200, answer.text
    quiet = {"from": "22:00", "until": "06:30"}
    assert services.last.body == {"id": THING, "if_match": 3, **wishes, "quiet_hours": quiet}


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize(
    ("wishes", "field", "code"),
    [
        ({"channels": {"email": ["invitations"]}}, "channels.email.0", "not_optional"),
        ({"digest": "hourly"}, "digest", "not_one_of"),
        ({"quiet_hours": {"from": "10 pm", "until": "06:30"}}, "quiet_hours.from", "not_an_hour"),
        ({"quiet_hours": {"from": "22:00", "until": "22:00"}}, "quiet_hours", "same_hour"),
    ],
)
def test_what_cannot_be_chosen_is_refused_with_the_reason(
    http: FlaskClient, services: Services, language: Any, wishes: dict[str, Any], field: str, code: str
) -> None:
    answer = change(http, language, **wishes)
    assert answer.status_code == 422
    assert answer.json["errors"] == [{"field": field, "code": code, "text": texts.field(code, language)}]
    assert services.asked == []


def test_the_refusal_to_mute_what_is_essential_says_that_it_always_comes(http: FlaskClient) -> None:
    (error,) = change(http, channels={"email": ["invitations"]}).json["errors"]
    assert "essential and always comes" in error["text"]
