"""Whom a fact concerns: of members, or of the committee for all its members."""

from collections.abc import Callable, Mapping
from typing import Any

NEWS = "news"
RELEASE = "news-release"
PAPERS = frozenset({"agenda", "minutes"})
"""What of a meeting is there for everybody, once it is published, beside the release."""

Audience = Callable[[Mapping[str, Any]], list[str]]
"""From the facts of an event the ids that are told: of members, or of the committee for all its members."""


def the_member(facts: Mapping[str, Any]) -> list[str]:
    return [facts["id"]]


def the_newcomer(facts: Mapping[str, Any]) -> list[str]:
    """Who was entered from a list knows the group: hundreds of them are not written to at one stroke."""
    return [] if facts["from_list"] else [facts["id"]]


def their_member(facts: Mapping[str, Any]) -> list[str]:
    return [facts["member"]]


def the_person(facts: Mapping[str, Any]) -> list[str]:
    return [facts["id"]]


def proposer(facts: Mapping[str, Any]) -> list[str]:
    return [facts["proposed_by"]]


def supporters(facts: Mapping[str, Any]) -> list[str]:
    """Who proposes it too stands with it as they do."""
    return [*facts.get("cosponsors", ()), *facts["supporters"]]


def proposer_and_supporters(facts: Mapping[str, Any]) -> list[str]:
    return [facts["proposed_by"], *supporters(facts)]


def those_with_drafts(facts: Mapping[str, Any]) -> list[str]:
    return list(facts["members"])


def those_invited(facts: Mapping[str, Any]) -> list[str]:
    return list(facts["invited"])


def owner(facts: Mapping[str, Any]) -> list[str]:
    """Nobody where it is the secretariat's and the committee does not say which member that is."""
    return [facts["owner"]] if facts["owner"] else []


def the_secretariat(facts: Mapping[str, Any]) -> list[str]:
    """The member whose people are written to as the secretariat; nobody where the committee names none."""
    return [facts["secretariat"]] if facts["secretariat"] else []


def the_proposer_of_it(facts: Mapping[str, Any]) -> list[str]:
    """Unless it is what they said themselves."""
    return [facts["proposed_by"]] if facts["member"] != facts["proposed_by"] else []


def whom_it_answers(facts: Mapping[str, Any]) -> list[str]:
    """Whose comment it answers: unless they do so themselves, or hear of every comment as its proposer."""
    asked = facts["answered"]
    return [asked] if asked and asked not in (facts["member"], facts["proposed_by"]) else []


def the_reviewers(facts: Mapping[str, Any]) -> list[str]:
    """The commission whose expert is asked; the secretariat's own reviewers know from it."""
    return [facts["member"]] if facts["member"] else []


def every_member(facts: Mapping[str, Any]) -> list[str]:
    return [facts["committee"]]


def the_invited(facts: Mapping[str, Any]) -> list[str]:
    """Of all members those who hold an invitation."""
    return [facts["committee"]]


def readers_of_news(facts: Mapping[str, Any]) -> list[str]:
    """Of all members those who want a digest, with news in it."""
    return [news_of(facts["committee"])]


def readers_of_releases(facts: Mapping[str, Any]) -> list[str]:
    """All members, where that is what was published."""
    return every_member(facts) if facts["document"] == RELEASE else []


def readers_of_papers(facts: Mapping[str, Any]) -> list[str]:
    """Those of news; nobody where it is a letter, which has its addressee."""
    return readers_of_news(facts) if facts["document"] in PAPERS else []


def news_of(committee: str) -> str:
    return f"{NEWS}/{committee}"
