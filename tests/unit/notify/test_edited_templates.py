"""What an installation makes of the words of a letter, step by step, and nothing of it lost."""

from typing import Any

import pytest

from notify.editing.template import EditedTemplate, Signed, Step, Words
from notify.errors import TEMPLATE_LAST_LANGUAGE, Conflict
from tests.unit.notify.builders import AT

SHIPPED: dict[Any, str] = {"th": "a th edition", "en": "an en edition"}
BY = Signed(by="officer-1", at=AT, note="shorter")


def edited(**sources: str) -> EditedTemplate:
    template = EditedTemplate(id="welcome")
    given: Any = sources
    template.revise(given, BY, SHIPPED)
    return template


def test_what_was_never_edited_is_as_shipped_in_both_languages() -> None:
    template = EditedTemplate(id="welcome")
    assert (template.words("th"), template.words("en")) == (Words("th"), Words("en"))
    assert not template.is_behind("th")


def test_each_language_that_is_revised_is_a_version_of_its_own() -> None:
    template = EditedTemplate(id="welcome")
    versions = template.revise({"th": "ก", "en": "a"}, BY, SHIPPED)
    assert [(one.number, one.language, one.source, one.step) for one in versions] == [
        (1, "th", "ก", Step.REVISED),
        (2, "en", "a", Step.REVISED),
    ]
    assert {(one.by, one.at, one.note) for one in versions} == {("officer-1", AT, "shorter")}
    assert versions[1].shipped == "an en edition"
    assert (template.words("th"), template.words("en")) == (Words("th", "ก", 1), Words("en", "a", 2))


def test_who_revises_one_language_leaves_the_other_behind() -> None:
    template = edited(th="ก")
    assert (template.is_behind("th"), template.is_behind("en")) == (False, True)
    template.revise({"en": "a"}, BY, SHIPPED)
    assert (template.is_behind("th"), template.is_behind("en")) == (True, False)
    assert template.words("th") == Words("th", "ก", 1)


def test_what_is_restored_is_as_shipped_and_that_is_a_step_too() -> None:
    template = edited(th="ก", en="a")
    (version,) = template.restore(["th"], BY, SHIPPED)
    assert (version.number, version.step, version.source) == (3, Step.RESTORED, None)
    assert (template.words("th"), template.words("en")) == (Words("th"), Words("en", "a", 2))
    assert [one.language for one in template.restore(["th", "en"], BY, SHIPPED)] == ["en"]
    assert template.restore(["th", "en"], BY, SHIPPED) == []


def test_where_there_are_none_in_a_language_the_others_are_used() -> None:
    template = edited(th="ก")
    (version,) = template.withdraw("en", BY, SHIPPED)
    assert (version.step, version.language, version.source) == (Step.WITHDRAWN, "en", None)
    assert template.words("en") == template.words("th") == Words("th", "ก", 1)
    assert not template.is_behind("en")
    template.revise({"en": "a"}, BY, SHIPPED)
    assert template.words("en") == Words("en", "a", 3)


def test_one_language_always_has_words() -> None:
    template = EditedTemplate(id="welcome")
    template.withdraw("en", BY, SHIPPED)
    for language, code in (("th", TEMPLATE_LAST_LANGUAGE), ("en", "transition_forbidden")):
        with pytest.raises(Conflict) as refused:
            template.withdraw(language, BY, SHIPPED)  # type: ignore[arg-type]
        assert refused.value.code == code
    template.restore(["en"], BY, SHIPPED)
    template.withdraw("th", BY, SHIPPED)
    assert template.words("th") == Words("en")
