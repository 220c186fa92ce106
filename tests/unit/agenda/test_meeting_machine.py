"""Random histories of two meetings and the proposals on their agendas."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from agenda.errors import Conflict, NotFound
from agenda.model.item import ItemStatus
from agenda.model.meeting import Meeting
from agenda.model.meeting_states import TRANSITIONS, Status
from agenda.model.number import Number
from tests.unit.agenda.builders import REASON, STARTS, meeting, resolution

DIAGRAM = {
    "planned": {"convened", "cancelled"},
    "convened": {"in_session", "cancelled"},
    "in_session": {"closed"},
}
ITEM_DIAGRAM = {
    "listed": {"discussed", "adjourned", "removed"},
    "discussed": {"decided", "adjourned"},
}
VERBS: dict[str, Callable[[Meeting], object]] = {
    "convene": lambda one: one.convene(),
    "open": lambda one: one.open(),
    "close": lambda one: one.close({"count": 80, "approximate": True}),
    "cancel": lambda one: one.cancel(REASON),
    "reschedule": lambda one: one.reschedule(one.starts_at + timedelta(days=1), None, None),
    "revise": lambda one: one.revise({"venue": {"th": "ที่อื่น"}}),
}
WHICH, PROPOSAL, ITEM = st.integers(0, 1), st.integers(0, 2), st.integers(0, 5)


class Meetings(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.meetings = [
            meeting(id=f"meeting-{n}", number=Number(n, 2561), starts_at=STARTS + timedelta(days=90 * n))
            for n in range(2)
        ]
        self.items = 0

    @rule(which=WHICH, verb=st.sampled_from(sorted(VERBS)))
    def attempt(self, which: int, verb: str) -> None:
        self._try(which, verb, VERBS[verb])

    @rule(which=WHICH, proposal=st.one_of(st.none(), PROPOSAL), section=st.integers(4, 7))
    def enter(self, which: int, proposal: int | None, section: int) -> None:
        self.items += 1
        about = {} if proposal is None else {"proposal": f"proposal-{proposal}"}
        self._try(which, "list", lambda one: one.list_item(f"item-{self.items}", section, REASON, **about))

    @rule(which=WHICH, item=ITEM, verb=st.sampled_from(["discuss", "decide", "remove"]))
    def deal_with(self, which: int, item: int, verb: str) -> None:
        id = f"item-{item}"
        resolved = replace(resolution(id), meeting=f"meeting-{which}")
        deals: dict[str, Callable[[Meeting], object]] = {
            "discuss": lambda one: one.discuss_item(id),
            "decide": lambda one: one.decide_item(id, resolved),
            "remove": lambda one: one.remove_item(id),
        }
        self._try(which, verb, deals[verb])

    @rule(item=ITEM, named=st.booleans())
    def adjourn(self, item: int, named: bool) -> None:
        id, to = f"item-{item}", deepcopy(self.meetings[1])

        def on(one: Meeting) -> None:
            one.adjourn_item(id, to if named else None)
            if named:
                self.items += 1
                to.take_over(f"item-{self.items}", one.agenda.item(id))
                self.meetings[1] = to

        self._try(0, "adjourn", on)

    def _try(self, which: int, verb: str, change: Callable[[Meeting], object]) -> None:
        """As a transaction does: all of it or nothing."""
        before, one = self.meetings[which], deepcopy(self.meetings[which])
        untouched = deepcopy(before)
        try:
            change(one)
        except (Conflict, NotFound):
            if verb != "adjourn" or before.status not in TRANSITIONS[verb]:
                assert one == untouched
            return
        assert before.status in TRANSITIONS[verb]
        assert one.status == before.status or one.status in DIAGRAM[before.status]
        assert one.calendar_sequence - before.calendar_sequence in (0, 1)
        for item in before.agenda.items:
            status = one.agenda.item(item.id).status
            assert status == item.status or status in ITEM_DIAGRAM[item.status]
        self.meetings[which] = one

    @invariant()
    def no_proposal_stands_twice_on_one_agenda(self) -> None:
        for one in self.meetings:
            assert len(set(one.agenda.proposals)) == len(one.agenda.proposals)

    @invariant()
    def no_two_items_of_a_section_have_one_number(self) -> None:
        for one in self.meetings:
            numbers = [(item.section, item.ordinal) for item in one.agenda.items if item.stands]
            assert len(set(numbers)) == len(numbers)

    @invariant()
    def what_is_decided_says_what_was_resolved(self) -> None:
        for one in self.meetings:
            for item in one.agenda.items:
                assert (item.resolution is not None) == (item.status is ItemStatus.DECIDED)

    @invariant()
    def a_number_and_its_year_never_change(self) -> None:
        assert [one.number for one in self.meetings] == [Number(0, 2561), Number(1, 2561)]
        assert all(one.year_be == 2561 for one in self.meetings)

    @invariant()
    def what_goes_on_here_was_adjourned_there(self) -> None:
        first, second = self.meetings
        for item in second.agenda.items:
            if item.continues:
                assert first.agenda.item(item.continues).adjourned_to == second.id

    @invariant()
    def a_cancelled_meeting_says_why(self) -> None:
        assert all(one.reason == REASON for one in self.meetings if one.status is Status.CANCELLED)


Meetings.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestMeetings = Meetings.TestCase
