"""Every code that a service may answer with has its text in both languages."""

from typing import Any, get_args

import pytest

import agenda.errors
import membership.errors
import notify.errors
from agenda.events import TYPES
from agenda.model.step import FOLLOWED
from gateway import texts
from gateway.schemas.preferences import LETTER_KINDS
from membership.model.preferences import LetterKind
from notify.audiences import CATEGORIES, DIGESTS

CODES = (*membership.errors.CODES, *agenda.errors.CODES, *notify.errors.CODES)


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("code", CODES)
def test_a_code_of_a_service_has_its_text(language: Any, code: str) -> None:
    assert texts.TEXTS[language]["problems"][code]["title"]


def test_no_text_is_of_a_code_that_no_service_has() -> None:
    ours = {code for code in texts.TEXTS["en"]["problems"] if "." in code}
    assert ours == set(CODES)


def test_the_kinds_of_letters_that_a_person_may_choose_are_the_same_everywhere() -> None:
    kinds = {kind for kind in CATEGORIES if kind is not None}
    assert set(LETTER_KINDS) == set(get_args(LetterKind)) == kinds - {DIGESTS}
    for language in texts.TEXTS.values():
        assert set(language["pages"]["letters"]) == kinds


def test_every_step_of_a_trace_has_its_words() -> None:
    steps = {TYPES[fact].name.removeprefix("agenda.").removesuffix(".v1") for fact in FOLLOWED}
    assert texts.TEXTS["en"]["steps"].keys() == steps
