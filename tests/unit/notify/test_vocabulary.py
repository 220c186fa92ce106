"""The variables of each letter are what the events behind it state, as others publish them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

import agenda.events
import membership.events
from notify import examples
from notify.audiences import TABLE, TEMPLATES, Row
from notify.editing import entries, stated, trials, vocabulary
from notify.editing.entries import Entries, Entry, Kind
from notify.handlers import contributions, reactions
from notify.worker import SUBSCRIPTIONS

PUBLISHED = {event.name: event for event in (*agenda.events.PUBLISHED, *membership.events.PUBLISHED)}
HEARD = {one.type: one for one in SUBSCRIPTIONS}
NOT_FOR_LETTERS = {"token", "committee"}
OF_ANOTHER_KIND = {("agenda.document.published.v1", "document-published"): {"kind": "minutes"}}
"""Where the example of an event is told by another letter."""
KINDS: Mapping[Kind, Any] = {
    Kind.TEXT: str,
    Kind.WORDS: dict,
    Kind.NUMBER: dict,
    Kind.COUNT: int,
    Kind.DAY: str,
    Kind.MOMENT: datetime,
    Kind.CHOICE: str,
    Kind.ID: str,
    Kind.LIST: list,
    Kind.GROUP: dict,
}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The facts that reactions pass on, of things that are known from examples."""
    told: list[dict[str, Any]] = []

    def keep(*_: Any, facts: dict[str, Any], **__: Any) -> None:
        told.append(facts)

    proposal = HEARD["agenda.proposal.admitted.v1"].reader.load(
        PUBLISHED["agenda.proposal.admitted.v1"].example
    )
    known = {
        **proposal,
        "_id": proposal["id"],
        "calendar_sequence": 0,
        "status": "confirmed",
        "name": {"th": "ก"},
    }
    monkeypatch.setattr(reactions, "announce", keep)
    monkeypatch.setattr(contributions, "announce", keep)
    monkeypatch.setattr(reactions, "write_to", keep)
    monkeypatch.setattr(reactions, "complete", lambda *_: None)
    for those in (reactions, contributions):
        monkeypatch.setattr(those, "store", SimpleNamespace(known=lambda *_: known))
    return told


@pytest.mark.parametrize("row", TABLE, ids=[row.event for row in TABLE])
def test_what_an_event_states_is_what_its_letter_may_name(row: Row, told: list[dict[str, Any]]) -> None:
    subscription, name = HEARD[row.event], row.template.name
    example = PUBLISHED[row.event].example | OF_ANOTHER_KIND.get((row.event, name), {})
    event: Any = SimpleNamespace(
        type=row.event, subject=f"things/{example.get('id')}", version=2, time=examples.MEETING["starts_at"]
    )
    assert subscription.reaction is not None
    tx: Any = None
    subscription.reaction(tx, event, dict(subscription.reader.load(example)))
    facts = told[0] if told else {}
    assert list(differences(stated.FACTS[name], facts)) == []


def differences(entries: Entries, facts: Mapping[str, Any], path: str = "facts") -> Iterator[str]:
    yield from (f"{path}.{name}: not named" for name in facts.keys() - entries.keys() - NOT_FOR_LETTERS)
    for name, entry in entries.items():
        yield from difference(entry, facts.get(name), f"{path}.{name}")


def difference(entry: Entry, value: Any, path: str) -> Iterator[str]:
    if value is None:
        if not entry.optional:
            yield f"{path}: missing"
    elif not isinstance(value, KINDS[entry.kind]):
        yield f"{path}: {value!r} is no {entry.kind}"
    elif entry.choices and value not in entry.choices:
        yield f"{path}: {value!r} is not named"
    elif entry.inner:
        yield from differences(entry.inner, value, path)


def test_every_letter_has_its_facts_named() -> None:
    assert set(stated.FACTS) == set(TEMPLATES), "name what it may say in notify/editing/stated.py"


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_every_variable_says_what_it_is_in_both_languages_and_how_it_is_written(template: str) -> None:
    listed = vocabulary.listed(template)
    assert len({path for path, _ in listed}) == len(listed)
    for path, entry in listed:
        assert set(entry.says) == {"th", "en"}
        assert all(entry.says.values())
        assert path in entries.USES[entry.kind].format(path=path, first="x")
        assert vocabulary.find(template, tuple(path.split(".")))
    assert not vocabulary.find(template, ("facts", "nothing"))


def test_what_may_be_missing_is_missing_in_one_trial_and_every_choice_is_made_in_one() -> None:
    tried = {one.case: one.correspondence.facts for one in trials.of("proposal-receipt", "en")}
    assert tried["facts.received missing"]["received"] is None
    assert tried["facts.received alone"]["received"]["by"] == "letter"
    assert tried["facts.received alone"]["reason"] is None
    assert tried["facts.received.by: telephone"]["received"]["by"] == "telephone"
    assert all(one["reference"] for one in tried.values())


def test_facts_of_before_something_was_told_are_read_as_without_it() -> None:
    assert vocabulary.completed("member-suspended", {"until": "2018-12-31"}) == {
        "reason": None,
        "until": "2018-12-31",
    }
