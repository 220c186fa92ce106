"""What may be saved as the words of a letter, and what is said of the rest."""

import time
from itertools import count
from typing import Any

import pytest
from jinja2 import TemplateError

from notify import letters, rendering
from notify.audiences import TEMPLATES
from notify.editing import checking, sandbox, trials
from notify.editing.grammar import Faulty
from notify.editing.template import Words
from notify.errors import TEMPLATE_BROKEN, Invalid
from notify.model import LANGUAGES, Language
from tests.unit.notify.sources import source

LETTER = "member-suspended"
"""Its reason and its last day may be missing."""


def said(body: str, subject: str = "A letter", template: str = LETTER) -> list[tuple[int, str]]:
    return [one[:2] for one in checking.faults(template, "en", source(body, subject))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_what_is_shipped_might_be_saved(template: str, language: Language) -> None:
    assert checking.faults(template, language, rendering.shipped(template, language)) == []


@pytest.mark.parametrize(
    "body",
    [
        "Plain text.",
        "{% call p() %}Dear {{ recipient }} of {{ member }}{% endcall %}",
        "{% if facts.until %}until {{ facts.until | calendar_day }}{% else %}for now{% endif %}",
        '{{ details([("Why", facts.reason | say), ("Until", facts.until and facts.until | calendar_day)]) }}',
        '{{ to_read("See it", link ~ "/more") }}',
        "{% set until = facts.until %}{{ until | calendar_day if until }}",
        '{% for a, b in [("a", link), ("b", link)] %}{{ loop.index }}{{ to_read(a, b) }}{% endfor %}',
        "{{ 'open' if facts.get('until') is none }} {{ facts['reason'] | say if facts['reason'] }}",
        "{{ super() }}{{ committee | upper | trim }} on {{ at | date }}",
    ],
)
def test_a_letter_says_things_and_leaves_things_out(body: str) -> None:
    assert said(body) == []


@pytest.mark.parametrize(
    ("body", "fault", "line"),
    [
        ("{% if facts.until %}", "not_understood", 5),
        ("\n{{ facts.untill }}", "no_such_variable", 5),
        ("{{ meeting.venue | say }}", "no_such_variable", 4),
        ("{{ facts.until.year }}", "no_such_variable", 4),
        ("{{ details([(facts.nothing, 1)]) }}", "no_such_variable", 4),
        ("\n\n{{ facts.until }}", "may_be_missing", 6),
        ("{{ facts.until | calendar_day }}", "does_not_fit", 4),
        ("{{ facts.reason | say }}", "may_be_missing", 4),
        ("{{ facts.reason if facts.reason }}", "needs_a_filter", 4),
        ("{{ at }}", "needs_a_filter", 4),
        ('{% set names = {"a": 1} %}{{ names[member] }}', "may_be_missing", 4),
        ("{{ recipient | say }}", "does_not_fit", 4),
        ("{{ recipient | reverse }}", "no_such_filter", 4),
        ("{{ 'x' if recipient is mapping }}", "no_such_test", 4),
        ("{% block closing %}{% endblock %}", "no_such_block", 4),
        ("{% endblock %}{% block letter %}", "no_such_block", 4),
        ("{% endblock %}Outside.{% block why %}", "outside_of_blocks", 4),
        ("{% for a in [1] %}{% for b in [1] %}{% endfor %}{% endfor %}", "loop_in_a_loop", 4),
        ("{% for a in recipient %}{{ a }}{% endfor %}", "no_list", 4),
        ("{% set member = 'x' %}", "name_taken", 4),
        ("{% set details = 'x' %}", "name_taken", 4),
    ],
)
def test_what_is_wrong_is_told_with_its_line(body: str, fault: str, line: int) -> None:
    assert (line, fault) in said(body)


def test_the_frame_of_a_letter_has_to_be_there() -> None:
    assert [one[:2] for one in checking.faults(LETTER, "en", "Dear all")] == [
        (1, "block_missing"),
        (1, "block_missing"),
        (1, "extends_missing"),
        (1, "outside_of_blocks"),
    ]
    thai = source("x", language="th")
    assert [one.fault for one in checking.faults(LETTER, "en", thai)] == ["extends_missing"]


@pytest.mark.parametrize(
    ("subject", "fault"),
    [
        ("", "subject_empty"),
        ("{{ facts.until | calendar_day if facts.until }}", "subject_empty"),
        ("One\nTwo", "subject_of_lines"),
        ("long " * 51, "too_long"),
    ],
)
def test_a_subject_is_one_line_that_says_something(subject: str, fault: str) -> None:
    assert said("x", subject) == [(2, fault)]


def test_what_shows_only_where_something_is_missing_is_found() -> None:
    """One of two, whichever is missing; and each value that a choice has."""
    assert said("{% if not facts.until %}{{ facts.reason | say }}{% endif %}") == [(4, "may_be_missing")]
    kinds = '{{ {"accepted": "yes"}[facts.answer] }}'
    assert said(kinds, template="correction-answered") == [(4, "may_be_missing")]
    (fault,) = checking.faults("correction-answered", "en", source(kinds))
    assert fault.name == "facts.answer: declined"


def test_an_officer_reads_of_all_that_is_wrong_the_first_first() -> None:
    with pytest.raises(Invalid) as refused:
        checking.check(LETTER, "en", source("{{ facts.whatever }}\n{{ facts.unti }}"))
    assert refused.value.code == TEMPLATE_BROKEN
    params = refused.value.params
    assert (params["line"], params["fault"], params["name"]) == (4, "no_such_variable", "facts.whatever")
    assert [one["name"] for one in params["faults"]] == ["facts.whatever", "facts.unti (facts.until?)"]


ESCAPES = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ facts['__class__'] }}",
    "{{ facts['_' ~ '_class_' ~ '_'] }}",
    "{{ facts | attr('__class__') }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self.body() }}",
    "{{ details.__globals__ }}",
    "{{ super.__class__ }}",
    "{{ facts.get.__self__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}",
    "{{ namespace() }}",
    "{{ config }}{{ request }}",
    "{{ '{0.__class__}'.format(link) }}",
    "{{ link.format_map({}) }}",
    "{{ '%s' | format(link) }}",
    "{{ [link] | map('upper') | list }}",
    "{% include 'en/letter.jinja' %}",
    "{% import '../errors.py' as x %}",
    "{% from 'kit.html' import p as q %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% call(x) p() %}{% endcall %}",
    "{% set p.x = 1 %}",
    "{% autoescape false %}{{ recipient }}{% endautoescape %}",
    "{{ recipient | safe }}",
    "{{ caller() }}",
    "{{ varargs }}{{ kwargs }}",
    "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "{{ loop.__class__ }}",
    "{% filter upper %}x{% endfilter %}",
    "{% with %}{% endwith %}",
    "{{ unsubscribe }}",
]
BOMBS = [
    "{% for a in range(10**9) %}{% endfor %}",
    "{{ 'x' * 10**9 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ '%999999999d' | format(1) }}",
    "{{ link.center(10**9) }}",
    "{% set a = 'xx' %}" + "{% set a = a ~ a ~ a ~ a %}" * 200 + "{{ a }}",
    "{% set a %}xx{% endset %}",
    "{% set a = link ~ link %}{% for i in [1,2,3] %}" + "{{ a ~ a ~ a ~ a ~ a }}" * 300 + "{% endfor %}",
    "{{ " + "(" * 5000,
    "{{ " + "[" * 60 + "]" * 60 + " }}",
    "{{ " + "not " * 3000 + "link }}",
    "{% if link %}" * 100 + "{% endif %}" * 100,
    "{{ details([" + ", ".join(["(link, link)"] * 1200) + "]) }}",
]


@pytest.mark.parametrize("body", [*ESCAPES, *BOMBS])
def test_nothing_is_reached_and_nothing_runs_on(body: str) -> None:
    assert said(body)
    words = Words("en", source(body))
    with pytest.raises((Faulty, TemplateError)):
        letters.compose(trial(), checking.WAYS, words)


def test_what_says_little_and_takes_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = "{% if facts.reason == at %}{% endif %}" * 100
    body = "{% for i in [" + "1," * 50 + "] %}" + asked + "{% endfor %}"
    assert said(body) == []
    monkeypatch.setattr(checking, "SECONDS", 0)
    monkeypatch.setattr(checking, "SECONDS_EACH", 0.0001)
    assert said(body) == [(1, "too_slow")]


@pytest.mark.parametrize("slow", [1, 3])
def test_what_is_loaded_or_tidied_up_meanwhile_is_no_fault_of_its_words(
    monkeypatch: pytest.MonkeyPatch, slow: int
) -> None:
    """What the first letter loads, and Python's collection of garbage, which comes when it comes."""
    as_written, letter = letters.subject_as_written, count(1)

    def pausing(*given: Any) -> str:
        until = time.thread_time() + (0.4 if next(letter) == slow else 0)
        while time.thread_time() < until:
            pass
        return as_written(*given)

    monkeypatch.setattr(checking, "SECONDS", 0.2)
    monkeypatch.setattr(checking, "SECONDS_EACH", 0.01)
    monkeypatch.setattr(letters, "subject_as_written", pausing)
    assert said("Plain text.") == []


def test_the_second_wall_stands_without_the_first() -> None:
    """What `grammar` would not let pass: the sandbox by itself."""
    environment = rendering.environment("en", "txt", sandbox.Sandbox)
    values = {"facts": {"a": 1}, "link": "x"}
    for expression in (
        "''.__class__",
        "facts.__class__",
        "facts['__class__']",
        "facts.get.__self__",
        "facts.update",
        "facts.pop('a')",
        "link.format",
        "link.center(99)",
        "p.__globals__",
        "range(9)",
        "cycler",
    ):
        with pytest.raises(TemplateError):
            environment.from_string("{{ " + expression + " }}").render(values)


def trial() -> letters.Correspondence:
    return next(trials.of(LETTER, "en")).correspondence


def test_what_is_typed_is_text_and_no_markup() -> None:
    typed = "<script>alert('x')</script> & <b>{{ '<i>' }}</b>"
    letter = letters.compose(trial(), checking.WAYS, Words("en", source(typed, "A & <b>")))
    assert "<script>alert('x')</script> & <b><i></b>" in letter.text
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &lt;b&gt;&lt;i&gt;&lt;/b&gt;" in letter.html
    assert letter.subject == "A & <b>"
