"""Letters to thousands, which are rendered once and filled in."""

from typing import get_args

import pytest

from notify import examples, letters, rendering, to_many
from notify.editing.template import Words
from notify.letters import TO_MANY, Ways
from notify.model import LANGUAGES, Language
from notify.rendering import Form
from tests.unit.notify.builders import correspondence

WAYS = Ways(page="https://wara.example/1", confirm="", answer="https://wara.example/answer?a=1&b=2")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", sorted(TO_MANY))
def test_each_reader_gets_what_would_be_written_to_them_alone(template: str, language: Language) -> None:
    for name in ("เครือข่ายหนึ่ง", 'A & <B> "C"', "a {{ name }} \\1"):
        of = correspondence(template, language=language, member={**examples.MEMBER, "name": {"th": name}})
        values = {**letters._values(of, WAYS, Words(language)), "subject": name}
        for form in get_args(Form):
            alone = rendering.render(template, language, form, values)
            assert to_many.render(template, language, form, values) == alone


def test_what_all_are_told_is_rendered_once_and_anew_when_it_changes() -> None:
    to_many._rendered.cache_clear()
    for number in range(5):
        member = {**examples.MEMBER, "name": {"th": f"เครือข่าย {number}"}}
        assert (
            f"เครือข่าย {number}"
            in letters.write(correspondence("meeting-invitation", member=member), WAYS).text
        )
    assert to_many._rendered.cache_info().misses == len(rendering.FORMS)
    moved = {**examples.MEETING, "venue": {"th": "ห้องอื่น"}}
    assert "ห้องอื่น" in letters.write(correspondence("meeting-invitation", meeting=moved), WAYS).text
