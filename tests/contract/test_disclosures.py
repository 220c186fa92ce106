"""What is about a person is noted wherever it is shown, as the services class it and the document says."""

import json
from typing import Any

import pytest

from chassis.personal import FORGOTTEN, fields
from gateway.disclosures import places
from gateway.disclosures.personal import CLASS_OF, FILES, SHOWN
from gateway.disclosures.places import places_of
from tests.contract.deployment import ROOT, SERVICES
from tests.contract.test_personal_data import table

DOCUMENT: dict[str, Any] = json.loads((ROOT / "contracts/openapi.json").read_text(encoding="utf-8"))
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
BY_CONSENT = {"PublicPerson"}
PARTS = {"ContactAttempt": "contact_attempts", "ToldFact": "told"}
"""Shown within others alone, as this field of theirs."""
CALLED = {"told": "ToldFact"}
"""Where the schema is not called after the thing."""
NOT_IN_JSON = {("Scan", "content")}


def of_people() -> dict[str, dict[str, str]]:
    """By schema the fields that the services class as a person's, as far as it shows them."""
    names, found = {name.lower(): name for name in SCHEMAS}, dict[str, dict[str, str]]()
    for thing, classes in (one for service in SERVICES for one in table(service).items()):
        personal = {name: one for name, one in classes.items() if one in FORGOTTEN}
        schema = CALLED.get(thing, names.get(thing))
        assert not personal or schema, f"{thing}: say which schema shows it"
        if schema:
            shown = {name: personal[name] for name in SCHEMAS[schema]["properties"] if name in personal}
            found.setdefault(schema, {}).update(shown)
    return {name: shown for name, shown in found.items() if shown}


def test_what_is_about_a_person_is_what_the_services_say() -> None:
    known = {name: dict(one.fields) for name, one in SHOWN.items()}
    for name, field in NOT_IN_JSON:
        del known[name][field]
    parts = set(PARTS.values())
    whole = {name: {f: c for f, c in one.items() if f not in parts} for name, one in known.items()}
    classed = {name: one for name, one in of_people().items() if name not in {*BY_CONSENT, *PARTS}}
    assert {name: one for name, one in whole.items() if one} == classed


@pytest.mark.parametrize("part", PARTS)
def test_what_is_a_part_is_noted_with_the_whole(part: str) -> None:
    holding = {
        name
        for name, schema in SCHEMAS.items()
        if f"schemas/{part}" in json.dumps(schema["properties"].get(PARTS[part], {}))
    }
    assert holding == {name for name, one in SHOWN.items() if PARTS[part] in one.fields}
    assert part in of_people()


def test_a_field_is_of_one_class_wherever_it_is_shown() -> None:
    assert all(CLASS_OF[name] == one for shown in SHOWN.values() for name, one in shown.fields.items())
    assert set(CLASS_OF.values()) == FORGOTTEN == set(fields(identity="a", contact="b").values())


def test_what_everybody_may_read_shows_nobody_but_by_consent(monkeypatch: pytest.MonkeyPatch) -> None:
    noted = set(places_of(DOCUMENT))
    monkeypatch.setattr(places, "ACCESS", {})
    assert set(places_of(DOCUMENT)) == noted
    assert noted >= {*FILES, "GET /v1/me/data", "GET /v1/members/{member}/representatives"}
