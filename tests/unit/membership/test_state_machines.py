"""Whatever is asked in whatever order: what the design forbids never happens, and facts and states agree.

The allowed ways are written here a second time, as the design has them, on purpose.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from membership import events, request_events
from membership.errors import TRANSITION_FORBIDDEN, Conflict
from membership.model.member import Member
from membership.model.representative import Representative
from membership.states import DATA_REQUEST, MEMBER, REPRESENTATIVE, Machine, MemberFact
from tests.unit.membership.builders import (
    AT,
    LATER,
    OTHER_MEMBER,
    REASON,
    application,
    committee,
    member,
    person,
)

Table = Mapping[str, Any]

MEMBER_WAYS = {
    "admit": {"submitted": "active", "invited": "active", "under_review": "active"},
    "expire": {"submitted": "expired", "invited": "expired"},
    "decline": {"under_review": "declined"},
    "suspend": {"active": "suspended"},
    "reinstate": {"suspended": "active"},
    "merge": {"under_review": "merged", "active": "merged", "suspended": "merged"},
    "withdraw": {
        "active": "withdrawn",
        "suspended": "withdrawn",
        "under_review": "cancelled",
        "submitted": "cancelled",
        "invited": "cancelled",
    },
}
MEMBER_FACTS = {
    "admit": {"submitted": ("applied", "admitted")},
    "expire": {},
    "withdraw": {"submitted": ("lapsed",), "invited": ("lapsed",)},
}
"""Where they are others than the verb has else."""
FACTS_OF_VERB = {
    "admit": ("admitted",),
    "expire": ("lapsed",),
    "decline": ("declined",),
    "suspend": ("suspended",),
    "reinstate": ("reinstated",),
    "withdraw": ("withdrawn",),
    "merge": ("merged",),
}
MEMBER_VERBS: dict[str, Callable[[Member], tuple[str, ...]]] = {
    "admit": lambda member: member.admit(LATER),
    "expire": lambda member: member.expire(LATER),
    "decline": lambda member: member.decline(LATER, REASON),
    "suspend": lambda member: member.suspend(LATER, REASON),
    "reinstate": lambda member: member.reinstate(LATER),
    "withdraw": lambda member: member.withdraw(LATER),
    "merge": lambda one: one.merge(LATER, REASON, member(id=OTHER_MEMBER)),
}
PERSON_WAYS = {
    "confirm": {"nominated": "confirmed"},
    "end": {"nominated": "ended", "confirmed": "ended"},
}
PERSON_FACTS = {"confirm": ("confirmed",), "end": ("ended",)}
PERSON_VERBS: dict[str, Callable[[Representative], tuple[str, ...]]] = {
    "confirm": lambda person: person.confirm(LATER),
    "end": lambda person: person.end(LATER, "term"),
}


def attempt(
    aggregate: Any, verb: str, verbs: Table, ways: Table, facts: Table, besides: Table | None = None
) -> Any:
    """Does what the ways allow, and proves that anything else is refused and leaves no trace."""
    before = repr(aggregate)
    target = ways[verb].get(aggregate.status)
    if target is not None:
        told = (besides or {}).get(verb, {}).get(aggregate.status, facts[verb])
        assert verbs[verb](aggregate) == told
        assert aggregate.status == target
        return told
    with pytest.raises(Conflict) as refused:
        verbs[verb](aggregate)
    assert refused.value.code == TRANSITION_FORBIDDEN
    assert (refused.value.params["status"], refused.value.params["verb"]) == (aggregate.status, verb)
    assert repr(aggregate) == before
    return ()


BEGINNINGS = [partial(Member.apply, known=True), partial(Member.apply, known=False), Member.invite]
PUBLIC = {one.name for one in events.MEMBER.values() if one.classification == "public"}


class Membership(RuleBasedStateMachine):
    """One member and the first person it names, from the application on."""

    @initialize(policy=st.sampled_from(["open", "review"]), begin=st.sampled_from(BEGINNINGS))
    def apply(self, policy: str, begin: Callable[..., tuple[Member, tuple[MemberFact, ...]]]) -> None:
        self.committee = committee(policy)
        self.member, facts = begin(self.committee, at=AT, **application())
        self.person, _ = Representative.nominate(self.member, at=AT, **person())
        self.facts: list[MemberFact] = list(facts)

    @rule(verb=st.sampled_from(sorted(MEMBER_VERBS)))
    def change_member(self, verb: str) -> None:
        self.facts += attempt(self.member, verb, MEMBER_VERBS, MEMBER_WAYS, FACTS_OF_VERB, MEMBER_FACTS)

    @rule()
    def follow_the_link(self) -> None:
        waited, policy = self.member.status, self.committee.join_policy
        if waited not in ("submitted", "invited"):
            with pytest.raises(Conflict):
                self.member.confirm(self.committee, LATER)
            return
        self.facts += self.member.confirm(self.committee, LATER)
        reviewed = (waited, policy) == ("submitted", "review")
        assert self.member.status == ("under_review" if reviewed else "active")

    @rule(verb=st.sampled_from(sorted(PERSON_VERBS)))
    def change_person(self, verb: str) -> None:
        attempt(self.person, verb, PERSON_VERBS, PERSON_WAYS, PERSON_FACTS)

    @invariant()
    def the_last_fact_says_the_state(self) -> None:
        said = {
            "submitted": {"submitted"},
            "invited": {"invited"},
            "lapsed": {"expired", "cancelled"},
            "applied": {"under_review"},
            "admitted": {"active"},
            "reinstated": {"active"},
            "suspended": {"suspended"},
            "declined": {"declined"},
            "withdrawn": {"withdrawn", "cancelled"},
            "merged": {"merged"},
        }
        assert self.member.status in said[self.facts[-1]]

    @invariant()
    def nobody_is_named_for_a_record_that_ended(self) -> None:
        ended = self.member.status in ("declined", "cancelled", "expired", "withdrawn", "merged")
        assert (self.member.ends_representatives is not None) == ended

    @invariant()
    def nothing_is_public_that_nobody_confirmed(self) -> None:
        public = {one.type for one in events.of_member(self.member, self.facts)} & PUBLIC
        assert self.member.confirmed or not public

    @invariant()
    def every_fact_can_be_told(self) -> None:
        told = events.of_member(self.member, self.facts)
        assert [one.type for one in told] == [f"membership.member.{fact}.v1" for fact in self.facts]
        assert {one.data["status"] for one in told} == {self.member.status}


Membership.TestCase.settings = settings(max_examples=100, stateful_step_count=20, deadline=None)
TestMembership = Membership.TestCase


@pytest.mark.parametrize(
    ("machine", "told"),
    [
        (MEMBER, events.MEMBER),
        (REPRESENTATIVE, events.REPRESENTATIVE),
        (DATA_REQUEST, request_events.DATA_REQUEST),
    ],
)
def test_each_way_is_written_once_and_each_fact_has_its_event(
    machine: Machine[Any, Any], told: Mapping[str, Any]
) -> None:
    ways = [(one.verb, one.source) for one in machine.transitions]
    assert len(ways) == len(set(ways))
    assert {fact for one in machine.transitions for fact in one.facts} <= set(told)
