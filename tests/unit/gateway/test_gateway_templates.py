"""The words of letters: changed on the version that was read, and what is wrong with them said in words."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from chassis.errors import Invalid
from gateway import texts
from gateway.roles import SECRETARIAT
from gateway.schemas.templates import TemplateChanges, TemplateSource
from notify.editing.grammar import Fault
from notify.errors import TEMPLATE_BROKEN
from tests.unit.gateway.house import Services, bearer

OFFICE = bearer(SECRETARIAT)

FAULTS = (
    *("not_understood", "too_deep", "not_allowed", "no_such_filter", "no_such_test", "no_such_block"),
    *("block_missing", "extends_missing", "outside_of_blocks", "loop_in_a_loop", "name_taken"),
    *("no_such_variable", "may_be_missing", "needs_a_filter", "no_list", "too_long", "too_slow"),
    *("does_not_fit", "subject_empty", "subject_of_lines"),
)


def test_a_change_names_the_version_that_was_read(http: FlaskClient, services: Services) -> None:
    services.answers["revise_template"] = TemplateSource.EXAMPLE
    path, sent = "/v1/templates/welcome", TemplateChanges.EXAMPLE
    assert http.patch(path, headers=OFFICE, json=sent).status_code == 428
    answer = http.patch(path, headers=OFFICE | {"If-Match": '"0"'}, json=sent)
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"1"')
    assert answer.json == TemplateSource.EXAMPLE
    assert services.last.body == {**sent, "name": "welcome", "if_match": 0}


@pytest.mark.parametrize("sent", [{}, {"sources": {}}, {"sources": {"fr": "x"}}, {"sources": {"en": ""}}])
def test_what_is_no_change_is_refused(http: FlaskClient, services: Services, sent: Any) -> None:
    headers = OFFICE | {"If-Match": '"0"'}
    assert http.patch("/v1/templates/welcome", headers=headers, json=sent).status_code == 422
    assert not services.asked


@pytest.mark.parametrize(
    ("language", "detail"),
    [
        ("en", "Line 4: there is no such variable: facts.titel (facts.title?)"),
        ("th", "บรรทัดที่ ๔: ไม่มีตัวแปรนี้: facts.titel (facts.title?)"),
    ],
)
def test_what_is_wrong_with_a_source_is_said(
    http: FlaskClient, services: Services, language: str, detail: str
) -> None:
    fault = Fault(4, "no_such_variable", "facts.titel (facts.title?)")._asdict()
    services.answers["try_template"] = Invalid(TEMPLATE_BROKEN, **fault, language="en", faults=[fault])
    headers = OFFICE | {"Accept-Language": language}
    answer: Any = http.post(
        "/v1/templates/welcome/preview", headers=headers, json={"language": "en", "source": "x"}
    )
    assert (answer.status_code, answer.json["code"]) == (422, TEMPLATE_BROKEN)
    assert answer.json["detail"] == detail
    assert answer.json["params"]["faults"] == [fault]


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_has_its_words(fault: str) -> None:
    assert fault in texts.TEXTS["en"]["words"]
    assert fault in texts.TEXTS["th"]["words"]
    assert not texts.detail(TEMPLATE_BROKEN, Fault(1, fault)._asdict(), "en").endswith(" ")  # type: ignore[union-attr]
