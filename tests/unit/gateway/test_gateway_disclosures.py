"""To whom personal data were shown is noted with the answer, and told of a period."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client import REGISTRY

from chassis import clock
from chassis.call import Caller
from chassis.clock import to_wire
from chassis.errors import NotFound, Unavailable
from gateway import waiting
from gateway.disclosures.record import EXTENSION, Disclosure, Disclosures
from gateway.disclosures.report import report
from gateway.roles import EXPERT, OPERATOR, SECRETARIAT
from gateway.schemas.attendees import Attendee
from gateway.schemas.contact_lists import Contact
from gateway.schemas.documents import Document
from gateway.schemas.incoming import Mail
from gateway.schemas.personal_data import PersonalData
from gateway.schemas.privacy import BreachReport
from gateway.schemas.representatives import Representative
from tests.unit.gateway.house import OTHER, THING, Services, bearer

REPRESENTATIVE = Representative.EXAMPLE
PERSON = f"representatives/{REPRESENTATIVE['id']}"
PEOPLE = f"/v1/members/{THING}/representatives"
SHOWN = ("name", "post", "email", "language")
OFFICE = bearer(SECRETARIAT)
AT = datetime(2020, 9, 1, 3, tzinfo=UTC)


class Kept:
    """Lots in memory; away where it is told so."""

    def __init__(self) -> None:
        self.lots: list[Sequence[Disclosure]] = []
        self.away = False

    def append(self, disclosures: Sequence[Disclosure]) -> None:
        if self.away:
            raise Unavailable()
        self.lots.append(disclosures)

    def between(self, since: datetime, until: datetime) -> Iterator[list[Disclosure]]:
        for lot in self.lots:
            yield [one for one in lot if since <= one.at < until]

    def forget(self, before: datetime) -> bool:
        raise Unavailable()


@pytest.fixture
def kept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Kept:
    disclosures, kept = app.extensions[EXTENSION], Kept()
    monkeypatch.setattr(disclosures, "lots", kept)
    disclosures.waiting.take()
    return kept


@pytest.fixture
def noted(app: Flask, kept: Kept) -> Callable[[], list[tuple[Any, ...]]]:
    """What was noted since, without when."""

    def take() -> list[tuple[Any, ...]]:
        app.extensions[EXTENSION].write()
        taken, kept.lots = kept.lots, []
        return [(one.by, one.route, one.fields, one.about) for lot in taken for one in lot]

    return take


def test_who_is_shown_people_is_noted_with_what_of_whom(
    http: FlaskClient, services: Services, noted: Any
) -> None:
    other = {**REPRESENTATIVE, "id": OTHER}
    erased = {name: other[name] for name in ("id", "version", "status", "member", "role")}
    erased["id"] = THING
    services.answers["list_representatives"] = {"items": [REPRESENTATIVE, other, erased], "next": None}
    assert http.get(PEOPLE, headers=OFFICE).status_code == 200
    route = "GET /v1/members/{member}/representatives"
    assert noted() == [("caller-1", route, SHOWN, (PERSON, f"representatives/{OTHER}"))]


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        (PEOPLE, NotFound()),
        (f"/v1/members/{THING}", REPRESENTATIVE),
        (f"/v1/members/{THING}/people", {"items": []}),
    ],
)
def test_what_shows_nobody_is_not_noted(
    http: FlaskClient, services: Services, noted: Any, path: str, answer: Any
) -> None:
    for method in ("list_representatives", "get_member", "list_people"):
        services.answers[method] = answer
    http.get(path, headers=OFFICE)
    assert noted() == []


@pytest.mark.parametrize("form", ["json", "pdf"])
def test_people_who_read_about_themselves_are_noted_in_either_form(
    http: FlaskClient, services: Services, noted: Any, form: str
) -> None:
    services.answers["get_personal_data"] = PersonalData.EXAMPLE
    assert http.get(f"/v1/me/data?format={form}", headers=bearer(EXPERT)).status_code == 200
    found = noted()
    assert {(by, route) for by, route, _, _ in found} == {("caller-1", "GET /v1/me/data")}
    assert {about for *_, about in found} == {(PERSON,)}
    assert {name for *_, fields, _ in found for name in fields} == {*SHOWN, "told", "copy", "sender"}


@pytest.mark.parametrize("form", ["json", "csv", "xlsx", "pdf"])
def test_a_list_is_noted_in_every_form(http: FlaskClient, services: Services, noted: Any, form: str) -> None:
    services.answers["list_contacts"] = {"items": [Contact.EXAMPLE], "next": None}
    assert http.get(f"/v1/contact-lists/telephone?format={form}", headers=OFFICE).status_code == 200
    [(_, _, fields, about)] = noted()
    assert (set(fields), about) == ({"name", "telephone"}, (PERSON,))


def test_whom_an_attendance_sheet_names_is_noted(http: FlaskClient, services: Services, noted: Any) -> None:
    def page(body: dict[str, Any]) -> dict[str, Any]:
        id = body.get("after", OTHER)
        return {"items": [{**Attendee.EXAMPLE, "id": id}], "next": THING if id == OTHER else None}

    services.answers |= {"get_document": Document.EXAMPLE, "list_attendees": page}
    for kind in ("attendance", "agenda"):
        path = f"/v1/meetings/{THING}/documents/{kind}"
        assert http.get(path, query_string={"format": "html"}, headers=OFFICE).status_code == 200
        assert http.get(path, query_string={"format": "json"}, headers=OFFICE).status_code == 200
    found = [(about, fields) for _, _, fields, about in noted()]
    assert found == [((f"attendees/{id}",), ("name", "organisation")) for id in (OTHER, THING)]


def test_what_names_somebody_unknown_is_noted_by_itself(
    http: FlaskClient, services: Services, noted: Any
) -> None:
    unknown = {name: value for name, value in Mail.EXAMPLE.items() if name != "recipient"}
    services.answers["get_mail"] = unknown
    http.get(f"/v1/incoming-mails/{THING}", headers=OFFICE)
    services.answers["get_scan"] = {
        "id": OTHER,
        "version": 1,
        "content": "JVBERg==",
        "content_type": "image/png",
    }
    http.get(f"/v1/members/{THING}/scans/{OTHER}", headers=OFFICE)
    assert [(fields, about) for *_, fields, about in noted()] == [
        (("sender",), (f"incoming-mails/{unknown['id']}",)),
        (("content",), (f"scans/{OTHER}",)),
    ]


def test_what_cannot_be_written_waits_and_what_is_too_much_is_counted(
    kept: Kept, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "MOST", 3)
    places = app.extensions[EXTENSION].places
    disclosures, kept.away = Disclosures(kept, places=places), True
    before = REGISTRY.get_sample_value("wara_disclosures_lost_total") or 0
    for number in range(4):
        answer = {**REPRESENTATIVE, "id": str(number)}
        disclosures.note("GET /v1/members/{member}/representatives/{id}", Caller(id="a"), answer)
        disclosures.write()
    disclosures.forget()
    assert REGISTRY.get_sample_value("wara_disclosures_lost_total") == before + 1
    kept.away = False
    disclosures.write()
    [lot] = kept.lots
    assert [one.about for one in lot] == [(f"representatives/{number}",) for number in range(3)]


def shown(minutes: int, by: str, fields: tuple[str, ...], *about: str) -> Disclosure:
    return Disclosure(AT + timedelta(minutes=minutes), by, "GET /v1/me/data", fields, about)


def test_the_report_says_whose_which_when_and_to_whom() -> None:
    lots = [
        [
            shown(0, "officer-1", ("name",), "representatives/1", "attendees/2"),
            shown(5, "key", ("email",), "scans/3"),
        ],
        [shown(9, "key", ("email",), "representatives/1")],
    ]
    found = report(lots, AT, AT + timedelta(hours=1))
    assert (found["disclosures"], found["persons"], found["others"]) == (3, 2, 1)
    assert found["categories"] == [
        {"category": "contact", "subjects": 2, "fields": ["email"]},
        {"category": "identity", "subjects": 2, "fields": ["name"]},
    ]
    of = {one["subject"]: one for one in found["items"]}
    first = of["representatives/1"]
    assert (first["fields"], first["callers"], first["disclosures"]) == (
        ["email", "name"],
        ["key", "officer-1"],
        2,
    )
    assert (first["first_at"], first["last_at"]) == (to_wire(AT), to_wire(AT + timedelta(minutes=9)))
    assert set(of) == {"representatives/1", "attendees/2", "scans/3"}
    of_the_key = report(lots, AT, AT + timedelta(hours=1), "key")
    assert {one["subject"] for one in of_the_key["items"]} == {"representatives/1", "scans/3"}
    assert BreachReport().dump(found) == found


def test_it_is_read_as_json_and_as_a_table(http: FlaskClient, services: Services, kept: Kept) -> None:
    services.answers["get_representative"] = REPRESENTATIVE
    http.get(f"{PEOPLE}/{OTHER}", headers=OFFICE)
    since = to_wire(clock.now() - timedelta(minutes=1))
    found: Any = http.get(f"/v1/privacy/breach-report?from={since}", headers=bearer(OPERATOR)).json
    assert (found["persons"], found["items"][0]["subject"]) == (1, PERSON)
    assert "rep1" not in str(found)
    table = http.get(f"/v1/privacy/breach-report?from={since}&format=csv", headers=OFFICE)
    assert (table.status_code, table.mimetype) == (200, "text/csv")
    line = table.text.splitlines()[1]
    assert line.startswith(f"{PERSON},email language name post,contact identity,")
    others: Any = http.get(f"/v1/privacy/breach-report?from={since}&caller=nobody", headers=OFFICE).json
    assert others["items"] == []


@pytest.mark.parametrize(
    ("query", "field"),
    [("", "from"), ("from=yesterday", "from"), (f"from={to_wire(AT)}&until={to_wire(AT)}", "until")],
)
def test_a_period_that_is_none(http: FlaskClient, kept: Kept, query: str, field: str) -> None:
    answer: Any = http.get(f"/v1/privacy/breach-report?{query}", headers=OFFICE)
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field)
