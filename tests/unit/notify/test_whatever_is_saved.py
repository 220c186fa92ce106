"""Whatever the check lets pass can be written, of whatever happens."""

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notify import letters
from notify.editing import checking, grammar, trials, vocabulary
from notify.editing.entries import USES
from notify.editing.template import Words
from notify.rendering import FORMS
from tests.unit.notify.sources import source

TEMPLATES = ("release-published", "member-suspended", "correction-answered", "proposal-cosponsor", "welcome")
LOOSE = ("range(9)", "facts.x", "self", "''.__class__", "facts.reason.th", "1 / 0", "meeting.venue | plain")
TEXTS = st.text("ab <&>{}%#-'\"\n๑ก", max_size=12)


@st.composite
def bodies(draw: st.DrawFn, template: str) -> str:
    """Put together from what the letter may name, with conditions and loops, and from what it may not."""
    listed = vocabulary.listed(template)
    paths = st.sampled_from([path for path, _ in listed])
    uses = st.sampled_from(
        [USES[one.kind].format(path=path, first=(one.choices or ("",))[0]) for path, one in listed]
    )
    loose = st.sampled_from(LOOSE).map("{{{{ {} }}}}".format)

    def inside(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.lists(inner, min_size=1, max_size=3).map("".join),
            st.tuples(paths, inner, inner).map(
                "{{% if {0[0]} %}}{0[1]}{{% else %}}{0[2]}{{% endif %}}".format
            ),
            st.tuples(paths, inner).map("{{% for one in {0[0]} %}}{{{{ one }}}}{0[1]}{{% endfor %}}".format),
            st.tuples(paths, inner).map("{{% set a = {0[0]} ~ link %}}{{{{ a ~ a }}}}{0[1]}".format),
            inner.map("{{% call p() %}}{}{{% endcall %}}".format),
            st.tuples(TEXTS, paths).map("{{{{ details([({0[0]!r}, {0[1]})]) }}}}".format),
        )

    parts = st.one_of(uses, uses, TEXTS, loose)
    return draw(st.recursive(parts, inside, max_leaves=6))


@st.composite
def letters_to_save(draw: st.DrawFn) -> tuple[str, str]:
    template = draw(st.sampled_from(TEMPLATES))
    subject = draw(st.one_of(TEXTS, st.just("About {{ member }}")))
    return template, source(draw(bodies(template)), subject)


def test_a_letter_that_may_be_saved_can_be_written() -> None:
    """Of what is made up a part is let pass and a part is not, or this would show nothing."""
    passed = {True: 0, False: 0}

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(letters_to_save(), st.randoms(use_true_random=False))
    def whatever(made: tuple[str, str], random: Any) -> None:
        template, written = made
        faults = checking.faults(template, "en", written)
        passed[not faults] += 1
        assert all(1 <= one.line <= written.count("\n") + 1 for one in faults)
        words = Words("en", written, 1)
        for trial in trials.of(template, "en"):
            of = mixed(trial.correspondence, template, random)
            letter = letters.write(replace(of, words=words), checking.WAYS)
            assert letter.subject
            assert "\n" not in letter.subject
            assert len(letter.text) + len(letter.html) < 500_000
            if not faults:
                as_tried = letters.compose(trial.correspondence, checking.WAYS, words)
                assert as_tried.edition.startswith("1-")

    whatever()
    assert min(passed.values()) > 5


def mixed(of: letters.Correspondence, template: str, random: Any) -> letters.Correspondence:
    """With any of what may be missing left out as well."""
    optional = [name for name, one in vocabulary.of(template)["facts"].inner.items() if one.optional]
    missing = [name for name in optional if random.random() < 0.5]
    facts = {name: value for name, value in of.facts.items() if name not in missing}
    return replace(of, facts=facts, meeting=of.meeting if facts.get("meeting") else None)


@settings(max_examples=100, deadline=None)
@given(st.text("{}%# |()[].'\"~abcpfacts\n", max_size=80))
def test_what_is_no_source_is_said_to_be_none(typed: str) -> None:
    """And never an exception of another kind; what is one is text in every form."""
    faults = checking.faults("release-published", "en", source(typed))
    for form in FORMS if not faults else ():
        assert grammar.read(source(typed), "en") is not None, form
