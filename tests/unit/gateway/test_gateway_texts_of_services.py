"""Every code that a service may answer with has its text in both languages."""

from typing import Any

import pytest

import agenda.errors
import membership.errors
import notify.errors
from agenda.events import TYPES
from agenda.model.step import FOLLOWED
from gateway import texts

CODES = (*membership.errors.CODES, *agenda.errors.CODES, *notify.errors.CODES)


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("code", CODES)
def test_a_code_of_a_service_has_its_text(language: Any, code: str) -> None:
    assert texts.TEXTS[language]["problems"][code]["title"]


def test_no_text_is_of_a_code_that_no_service_has() -> None:
    ours = {code for code in texts.TEXTS["en"]["problems"] if "." in code}
    assert ours == set(CODES)


def test_every_step_of_a_trace_has_its_words() -> None:
    steps = {TYPES[fact].name.removeprefix("agenda.").removesuffix(".v1") for fact in FOLLOWED}
    assert texts.TEXTS["en"]["steps"].keys() == steps
