"""Random histories of proposals that refer to each other, against the diagram as it was drawn."""

from collections.abc import Callable
from copy import deepcopy

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from agenda.errors import Conflict
from agenda.model.fact import Facts
from agenda.model.handover import Keeper, Outcome
from agenda.model.judge import Judge
from agenda.model.number import Series
from agenda.model.proposal import Proposal
from agenda.model.proposal_states import TRANSITIONS, Status
from tests.unit.agenda.builders import NOW, REASON, SUPPORTER, proposal, resolution

DIAGRAM = {
    "draft": {"submitted", "withdrawn"},
    "submitted": {"admissible", "returned", "not_admitted", "withdrawn"},
    "returned": {"submitted", "withdrawn"},
    "admissible": {"selected", "deferred", "merged", "duplicate", "referred", "rejected", "withdrawn"},
    "deferred": {"selected", "merged", "duplicate", "referred", "rejected", "withdrawn"},
    "selected": {"deferred"},
    "not_admitted": {"submitted"},
    "rejected": {"submitted"},
}
JUDGED = {status for status in Status if status not in (Status.DRAFT, Status.SUBMITTED, Status.WITHDRAWN)}
COSPONSOR = "member-4"
WHO = Judge("officer-1", NOW)
Verb = Callable[[Proposal, Proposal, Series], Facts | bool]
VERBS: dict[str, Verb] = {
    "revise": lambda one, other, numbers: one.revise({"title": {"en": "Another"}}),
    "submit": lambda one, other, numbers: one.submit(numbers, NOW),
    "return": lambda one, other, numbers: one.send_back(WHO, REASON),
    "admit": lambda one, other, numbers: one.admit(WHO),
    "refuse": lambda one, other, numbers: one.refuse(WHO, REASON),
    "support": lambda one, other, numbers: one.support(SUPPORTER),
    "unsupport": lambda one, other, numbers: one.unsupport(SUPPORTER, NOW),
    "amend": lambda one, other, numbers: one.amend({"title": {"en": "Amended"}}, REASON, NOW),
    "invite": lambda one, other, numbers: one.invite([COSPONSOR]),
    "cosponsor": lambda one, other, numbers: one.cosponsor(COSPONSOR),
    "leave": lambda one, other, numbers: one.leave(COSPONSOR, NOW),
    "select": lambda one, other, numbers: one.select(WHO, "meeting-1", "item-1"),
    "defer": lambda one, other, numbers: one.defer(WHO, REASON),
    "merge": lambda one, other, numbers: one.merge(WHO, other),
    "duplicate": lambda one, other, numbers: one.duplicate(WHO, other),
    "refer": lambda one, other, numbers: one.refer(WHO, {"th": "กพย."}),
    "reject": lambda one, other, numbers: one.reject(WHO, REASON),
    "reconsider": lambda one, other, numbers: one.ask_again(REASON, NOW),
    "uphold": lambda one, other, numbers: one.uphold(WHO, REASON),
    "reopen": lambda one, other, numbers: one.reopen(WHO, REASON),
    "withdraw": lambda one, other, numbers: one.withdraw(NOW),
    "take off": lambda one, other, numbers: one.take_off(WHO, "item-1"),
    "move": lambda one, other, numbers: one.move(WHO, "meeting-2", "item-2"),
    "decide": lambda one, other, numbers: one.decide(resolution()),
    "take over": lambda one, other, numbers: one.take_over(SUPPORTER, NOW),
    "hand over": lambda one, other, numbers: one.hand_over("member-3", NOW),
    "the proposer leaves": lambda one, other, numbers: _leave(one),
    "the offer ends": lambda one, other, numbers: one.end_offer(NOW),
}


def _leave(one: Proposal) -> Facts:
    """As the agenda hears it: what came to its end, or is with the secretariat, is left alone."""
    if not one.is_open or one.keeper is Keeper.SECRETARIAT:
        return ()
    return one.lose_proposer(NOW, NOW if one.standing_with else None)


INDEX = st.integers(0, 2)


class Proposals(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.numbers = Series(id="proposals", year_be=2561)
        self.proposals = [proposal(id=f"proposal-{n}") for n in range(3)]

    @rule(which=INDEX, other=INDEX, verb=st.sampled_from(sorted(VERBS)))
    def attempt(self, which: int, other: int, verb: str) -> None:
        one, before, numbers = self.proposals[which], deepcopy(self.proposals[which]), deepcopy(self.numbers)
        try:
            VERBS[verb](one, self.proposals[other], self.numbers)
        except Conflict:
            assert (one, self.numbers) == (before, numbers)
            return
        assert before.status in TRANSITIONS.get(verb, Status)
        assert one.status == before.status or one.status in DIAGRAM[before.status]

    @invariant()
    def a_target_is_always_named(self) -> None:
        ids = {one.id for one in self.proposals}
        for one in self.proposals:
            assert (one.into in ids - {one.id}) == (one.status is Status.MERGED)
            assert (one.of in ids - {one.id}) == (one.status is Status.DUPLICATE)
            assert (one.to is not None) == (one.status is Status.REFERRED)
            assert (one.meeting is not None and one.item is not None) == (one.status is Status.SELECTED)

    @invariant()
    def every_judgement_names_its_judge_and_time(self) -> None:
        for one in self.proposals:
            assert one.status not in JUDGED or (one.judged_by, one.judged_at) == (WHO.id, WHO.at)

    @invariant()
    def what_was_submitted_has_a_reference_of_its_own(self) -> None:
        references = [one.reference for one in self.proposals if one.reference]
        assert len(set(references)) == len(references) == self.numbers.last
        assert all(one.reference for one in self.proposals if one.submitted_at)

    @invariant()
    def only_what_is_selected_is_decided(self) -> None:
        assert all(one.status is Status.SELECTED for one in self.proposals if one.resolution)

    @invariant()
    def what_was_left_has_a_keeper_and_says_how(self) -> None:
        for one in self.proposals:
            offered = one.handovers.offered_until is not None
            assert not offered or (one.is_open and one.standing_with)
            assert one.keeper is Keeper.MEMBER or one.handovers.latest
            for before in one.handovers.line[:-1]:
                assert before.outcome is Outcome.TAKEN_OVER

    @invariant()
    def each_member_stands_with_it_once(self) -> None:
        for one in self.proposals:
            standing = [one.proposed_by, *one.standing_with]
            assert len(set(standing)) == len(standing)
            assert set(standing).isdisjoint(one.invited)


Proposals.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestProposals = Proposals.TestCase
