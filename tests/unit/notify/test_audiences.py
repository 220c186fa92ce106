"""The table of who is told what agrees with what is heard, what can be written and what can be sent."""

from pathlib import Path

import pytest

import notify
from notify import examples
from notify.audiences import BY_EVENT, OF_OTHERS, TABLE, TEMPLATES, Row
from notify.model import LANGUAGES
from notify.worker import SUBSCRIPTIONS

LETTERS = Path(notify.__path__[0]) / "templates"
OF_REVIEWS = {f"agenda.review.{fact}.v1" for fact in ("assigned", "given", "recused")}
OF_DRAFTS = {"agenda.proposal.cosponsors_invited.v1", "agenda.meeting.window_closing.v1"}
OF_REQUESTS = {"membership.datarequest.answered.v1"}
NOT_LETTERS = {"letter", "meetings", "office", "proposals"}


def test_every_event_of_the_table_is_heard_and_stands_there_once_for_each_template() -> None:
    heard = {one.type for one in SUBSCRIPTIONS}
    assert {row.event for row in TABLE} <= heard
    assert sum(map(len, BY_EVENT.values())) == len(TABLE)
    assert len({(row.event, row.template) for row in TABLE}) == len(TABLE)
    assert len(heard) == len(SUBSCRIPTIONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_has_a_letter_and_every_letter_a_template(language: str) -> None:
    written = {path.stem for path in (LETTERS / language).glob("*.jinja")}
    assert written - NOT_LETTERS == set(TEMPLATES) == set(examples.FACTS)


def test_people_and_what_nobody_confirmed_are_heard_of_over_the_private_exchange_only() -> None:
    restricted = {one.type for one in SUBSCRIPTIONS if one.classification == "restricted"}
    of_people = {one.type for one in SUBSCRIPTIONS if ".representative." in one.type}
    unconfirmed = {f"membership.member.{fact}.v1" for fact in ("submitted", "invited", "lapsed")}
    assert restricted == of_people | unconfirmed | OF_DRAFTS | OF_REVIEWS | OF_REQUESTS


@pytest.mark.parametrize(
    "row", [row for row in TABLE if row.event.startswith("agenda.proposal.") and row.template != OF_OTHERS]
)
def test_proposals_concern_their_proposer_first(row: Row) -> None:
    told = row.audience({"proposed_by": "a", "supporters": ["c"], "cosponsors": ["b"], "invited": ["d"]})
    others = {
        "offered": ["b", "c"],
        "entrusted": ["b", "c"],
        "amended": ["b", "c"],
        "cosponsors_invited": ["d"],
    }
    fact = row.event.split(".")[2]
    assert told in ([others[fact]] if fact in others else (["a"], ["a", "b", "c"]))
