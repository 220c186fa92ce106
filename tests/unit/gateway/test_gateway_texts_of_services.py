"""Every code that a service may answer with has its text in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

import agenda.errors
import chassis.errors
import gateway
import membership.errors
import notify.errors
from agenda.events import TYPES
from agenda.model.step import FOLLOWED
from gateway import texts
from gateway.schemas.preferences import LETTER_KINDS
from membership.model.preferences import LetterKind
from notify.audiences import CATEGORIES, DIGESTS

CODES = (*membership.errors.CODES, *agenda.errors.CODES, *notify.errors.CODES)
PACKAGES = (agenda, chassis, gateway, membership, notify)


def field_codes() -> Iterator[tuple[str, str]]:
    """Those that the sources put beside a field, with the file that does."""
    for path in (path for one in PACKAGES for path in Path(one.__path__[0]).rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.keyword) and call.arg == "fields" and isinstance(call.value, ast.Dict):
                said = (one for codes in call.value.values for one in ast.walk(codes))
                constants = (one.value for one in said if isinstance(one, ast.Constant))
                yield from ((str(value), path.name) for value in constants)


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("code", CODES)
def test_a_code_of_a_service_has_its_text(language: Any, code: str) -> None:
    assert texts.TEXTS[language]["problems"][code]["title"]


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("code", (*chassis.errors.CODES, *CODES))
def test_a_field_that_is_at_fault_by_a_refusal_is_told_in_its_words(language: Any, code: str) -> None:
    said = texts.TEXTS[language]
    assert texts.field(code, language) == said["fields"].get(code, said["problems"][code]["title"])


def test_a_code_that_stands_beside_a_field_has_a_text_of_its_own() -> None:
    found, said = set(field_codes()), texts.TEXTS["en"]
    assert ("required", "callers.py") in found
    assert [one for one in found if one[0] not in said["fields"] | said["problems"]] == []


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
