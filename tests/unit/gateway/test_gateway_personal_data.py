"""All that is kept about a person, from the services that keep it, as JSON or as a PDF in either language."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from chassis.errors import Denied
from gateway import texts
from gateway.identity.identity import EXTENSION, Identity
from gateway.identity.people import speaks
from gateway.roles import REPRESENTATIVE, SECRETARIAT
from gateway.schemas.personal_data import CLASSES, PersonalData
from gateway.schemas.representatives import Representative
from tests.unit.gateway.house import MEMBER, OTHER, THING, Services, bearer, token

PATH = f"/v1/members/{THING}/representatives/{OTHER}/personal-data"
OF_NOTIFY = ("copy", "letters", "letters_kept", "mails", "suppressions")
OF_AGENDA, OF_GATEWAY = ("places", "comments", "reviews"), ("sessions", "accounts")
OF_OTHERS = OF_NOTIFY + OF_AGENDA + OF_GATEWAY


@pytest.fixture
def kept(services: Services) -> dict[str, Any]:
    """What the services answer, which tell themselves apart by what they were asked."""
    halves = {
        "membership": {name: one for name, one in PersonalData.EXAMPLE.items() if name not in OF_OTHERS},
        "notify": {name: PersonalData.EXAMPLE[name] for name in OF_NOTIFY},
        "agenda": {name: PersonalData.EXAMPLE[name] for name in OF_AGENDA},
    }
    services.answers["get_personal_data"] = lambda body: halves[services.last.service]
    return halves


def test_it_is_put_together_from_the_services(
    http: FlaskClient, services: Services, kept: dict[str, Any]
) -> None:
    answer = http.get(PATH, headers=bearer(SECRETARIAT))
    assert (answer.status_code, answer.json) == (200, PersonalData.EXAMPLE)
    assert [(one.service, one.method, one.body) for one in services.asked] == [
        ("membership", "get_personal_data", {"id": OTHER}),
        ("notify", "get_personal_data", {"id": OTHER}),
        ("agenda", "get_personal_data", {"id": OTHER}),
    ]
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_how_they_sign_in_is_shown_to_themselves_and_the_secretariat(
    http: FlaskClient, app: Flask, kept: dict[str, Any]
) -> None:
    identity: Identity = app.extensions[EXTENSION]
    identity.sessions.begin(speaks(OTHER, MEMBER), "agency")
    identity.accounts.speak_for("https://id.agency.example/", "person-1", speaks(OTHER, MEMBER))
    themselves = {"Authorization": f"Bearer {token(REPRESENTATIVE, sub=OTHER)}"}
    for headers, seen in ((themselves, 1), (bearer(SECRETARIAT), 1), (bearer(REPRESENTATIVE), 0)):
        shown: Any = http.get(PATH, headers=headers).json
        assert [len(shown[name]) for name in OF_GATEWAY] == [seen, seen]
    shown = http.get(PATH, headers=themselves).json
    assert (shown["sessions"][0]["by"], shown["accounts"][0]["representative"]) == ("agency", OTHER)
    assert "secret" not in shown["sessions"][0] and "identity" not in shown["accounts"][0]
    identity.sessions.end_all(OTHER)


@pytest.mark.parametrize("language", ["th", "en"])
def test_as_a_pdf_it_says_the_same(
    http: FlaskClient, kept: dict[str, Any], language: Any, tmp_path: Path
) -> None:
    headers = {**bearer(REPRESENTATIVE), "Accept": "application/pdf", "Accept-Language": language}
    answer = http.get(PATH, headers=headers)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.text
    assert answer.headers["Content-Language"] == language
    assert answer.headers["Cache-Control"] == "private, no-store"
    (tmp_path / "made.pdf").write_bytes(answer.data)
    read = subprocess.run(
        ["pdftotext", "-raw", str(tmp_path / "made.pdf"), "-"], capture_output=True, check=True, text=True
    ).stdout
    text = "".join(read.split())
    words = texts.TEXTS[language]["personal_data"]
    for said in (
        words["title"],
        words["classes"]["contact"],
        "ผู้แทน หนึ่ง",
        Representative.EXAMPLE["email"],
        PersonalData.EXAMPLE["told"][0]["type"],
        PersonalData.EXAMPLE["letters"][0]["template"],
        PersonalData.EXAMPLE["mails"][0]["subject"],
        PersonalData.EXAMPLE["reviews"][0]["recommendation"],
        words["sessions"],
    ):
        assert "".join(str(said).split()) in text, said


@pytest.mark.parametrize(
    ("accept", "query", "status", "mimetype"),
    [
        ("*/*", "", 200, "application/json"),
        ("application/pdf;q=0.2, application/json", "", 200, "application/json"),
        ("application/json", "?format=pdf&language=en", 200, "application/pdf"),
        ("text/html", "", 406, "application/problem+json"),
        ("*/*", "?format=html", 422, "application/problem+json"),
    ],
)
def test_the_form_is_the_one_that_is_asked_for(
    http: FlaskClient, kept: dict[str, Any], accept: str, query: str, status: int, mimetype: str
) -> None:
    answer = http.get(f"{PATH}{query}", headers={**bearer(SECRETARIAT), "Accept": accept})
    assert (answer.status_code, answer.mimetype) == (status, mimetype)


def test_who_may_not_see_the_person_is_given_nothing(http: FlaskClient, services: Services) -> None:
    services.answers["get_personal_data"] = Denied("membership.not_of_this_member")
    answer = http.get(PATH, headers=bearer(REPRESENTATIVE))
    assert (answer.status_code, len(services.asked)) == (403, 1)


def test_both_languages_say_the_same_of_every_field_and_class() -> None:
    thai, english = (texts.TEXTS[language]["personal_data"] for language in ("th", "en"))
    assert thai.keys() == english.keys()
    for words in (thai, english):
        assert set(words["names"]) == set(Representative().fields) | {"webhook", "read"}
        assert set(words["classes"]) == set(CLASSES)
