"""Random histories of members and proposals: no open proposal has an owner that has left, and none is lost.

Membership's facts come late, twice and in any order; what members and the secretariat ask comes between. Each
history follows from its number alone, so that one that fails can be lived through again.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import Any, TypeVar

import pytest

from agenda import offers, store
from agenda.handlers import leaving
from agenda.model.handover import Keeper
from agenda.model.member import ENDED
from agenda.model.proposal import Proposal
from agenda.worker import SUBSCRIPTIONS
from chassis import clock
from chassis.call import Caller
from chassis.envelope import Event
from chassis.errors import NotYetKnown, WaraError
from chassis.ids import new_id
from chassis.inbox import Inbox
from tests.integration.agenda.office import SECRETARIAT, Office, fact, representing

HISTORIES, AT_MOST, STEPS = 6, 30, 40
GONE = ENDED | {"merged"}
TEXT = {"th": "เหตุผล"}
CHANGES = {"withdrawn": "active", "suspended": "active", "reinstated": "suspended", "merged": "active"}
BY_A_MEMBER = ("submit", "support", "support", "unsupport", "withdraw")
BY_THE_OFFICE: dict[str, dict[str, Any]] = {
    "admit": {},
    "return": {"comments": TEXT},
    "refuse": {"reason": TEXT},
    "defer": {"reason": TEXT},
    "reject": {"reason": TEXT},
    "submit": {},
    "withdraw": {},
}
Thing = TypeVar("Thing")


@dataclass
class Membership:
    """What membership holds true, whatever the agenda has heard of it."""

    id: str
    status: str = "active"
    version: int = 1


class History:
    def __init__(self, office: Office, seed: int, done: Counter[str]) -> None:
        self.office = office
        self.random = Random(seed)
        self.done = done
        self.members: list[Membership] = []
        self.proposals: list[str] = []
        self.on_their_way: list[Event] = []
        self.heard: list[Event] = []
        self.days = 0
        self.meeting = str(office.plan()["id"])
        for _ in range(4):
            self.join()
        self.all_arrives()
        for _ in range(4):
            self.propose()

    def live(self) -> None:
        often: dict[Callable[[], None], int] = {
            self.join: 1,
            self.change: 4,
            self.hear: 7,
            self.hear_again: 1,
            self.propose: 4,
            self.a_member_asks: 4,
            self.the_secretariat_asks: 1,
            self.it_is_selected: 1,
            self.it_passes_on: 5,
            self.time_passes: 1,
        }
        for step in self.random.choices(list(often), weights=list(often.values()), k=STEPS):
            step()
            self.none_is_lost_and_each_has_somebody_who_is_there()
        self.all_arrives()
        self.nothing_hangs_on({one.id for one in self.members if one.status in GONE})
        for one in self.kept():
            self.what_was_told_last_holds(one)

    def join(self) -> None:
        """Who joins again is a new record too."""
        self.members.append(Membership(new_id()))
        self.tell(self.members[-1], "admitted")

    def change(self) -> None:
        what = self.random.choice([*CHANGES, "withdrawn", "withdrawn"])
        member = self.one_of([one for one in self.members if one.status == CHANGES[what]])
        others = [one for one in self.members if one.status == "active" and one is not member]
        if member and (others or what != "merged"):
            about = {"merged_into": self.random.choice(others).id} if what == "merged" else {}
            member.status = {"reinstated": "active"}.get(what, what)
            member.version += 1
            self.tell(member, what, **about)

    def hear(self) -> None:
        event = self.one_of(self.on_their_way)
        if event:
            try:
                Inbox(self.office.store, SUBSCRIPTIONS).take(event)
            except NotYetKnown:  # comes again, as every event that failed
                return
            self.on_their_way.remove(event)
            self.heard.append(event)

    def hear_again(self) -> None:
        """The same event, or what it says once more under another id, as a replay may tell it."""
        event = self.one_of(self.heard)
        if event:
            again = self.random.choice([event, replace(event, id=new_id())])
            Inbox(self.office.store, SUBSCRIPTIONS).take(again)

    def propose(self) -> None:
        """A draft, or what is before the secretariat, with or without supporters."""
        member = self.random.choice(self.active())
        try:
            self.proposals.append(self.office.draft(member))
        except WaraError as refused:
            self.done[refused.code] += 1
            return
        if self.random.random() < 0.9:
            self.ask("submit", representing(member), self.proposals[-1])
        others = [one for one in self.active() if one != member]
        for supporter in self.random.sample(others, min(len(others), self.random.choice((0, 1, 2, 2)))):
            self.ask("support", representing(supporter), self.proposals[-1])

    def a_member_asks(self) -> None:
        by = representing(self.random.choice(self.members).id)
        self.ask(self.random.choice(BY_A_MEMBER), by, self.one_of(self.proposals))

    def the_secretariat_asks(self) -> None:
        verb = self.random.choice(list(BY_THE_OFFICE))
        self.ask(verb, SECRETARIAT, self.one_of(self.proposals), **BY_THE_OFFICE[verb])

    def it_is_selected(self) -> None:
        admitted = self.one_of([one.id for one in self.kept() if one.status in ("admissible", "deferred")])
        self.ask("select", SECRETARIAT, admitted, meeting=self.meeting)

    def it_passes_on(self) -> None:
        """To one of its supporters, or to any at all, also one that has gone or of which nobody has heard."""
        left = self.one_of([one for one in self.kept() if one.is_open and one.keeper is Keeper.SECRETARIAT])
        if left:
            member = self.random.choice([*left.supporters, *(one.id for one in self.members)])
            verb, by = self.random.choice(
                [("take_over", representing(member)), ("hand_over", SECRETARIAT)],
            )
            self.ask(verb, by, left.id, member=member)

    def time_passes(self) -> None:
        self.days += self.random.randint(1, 20)
        offers.look(self.office.store, clock.now() + timedelta(days=self.days))

    def all_arrives(self) -> None:
        while self.on_their_way:
            self.hear()

    def none_is_lost_and_each_has_somebody_who_is_there(self) -> None:
        """By what the agenda has heard; what it has not heard is looked at in the end."""
        assert sorted(one.id for one in self.kept()) == sorted(self.proposals)
        known = self.office.store.db.members.find({"_id": {"$in": [one.id for one in self.members]}})
        self.nothing_hangs_on({one["_id"] for one in known if one["status"] in GONE})

    def nothing_hangs_on(self, left: set[str]) -> None:
        for one in self.kept():
            if one.is_open:
                assert one.keeper is Keeper.SECRETARIAT or one.proposed_by not in left
                assert left.isdisjoint(one.supporters)

    def what_was_told_last_holds(self, one: Proposal) -> None:
        told = list(self.office.store.db.outbox.find({"aggregate": f"proposals/{one.id}"}))
        assert bool(told) == one.told
        self.done.update(row["event"]["type"].split(".")[2] for row in told)
        if told:
            last = max(told, key=lambda row: (row["version"], row["position"]))["event"]["data"]
            assert (last["proposed_by"], last["keeper"]) == (one.proposed_by, one.keeper)
            assert (last["status"], last["supporters"]) == (one.status, one.supporters)

    def kept(self) -> list[Proposal]:
        ids = {"_id": {"$in": list(self.proposals)}}
        return self.office.store.read(lambda tx: store.PROPOSALS.find(tx, ids))

    def active(self) -> list[str]:
        """As membership has it; all of them where none is."""
        found = [one.id for one in self.members if one.status == "active"]
        return found if len(found) > 1 else [one.id for one in self.members]

    def tell(self, member: Membership, what: str, **about: str) -> None:
        data = {**self.office.known(member.id, member.status), **about}
        self.on_their_way.append(fact(f"membership.member.{what}.v1", member.version, **data))

    def ask(self, verb: str, by: Caller, proposal: str | None, **body: Any) -> None:
        """A refusal is as good as a deed here; that they come where they should is tested elsewhere."""
        try:
            if proposal:
                self.office.ask(f"{verb}_proposal", by=by, id=proposal, **body)
        except WaraError as refused:
            self.done[refused.code] += 1

    def one_of(self, things: Sequence[Thing]) -> Thing | None:
        return self.random.choice(things) if things else None


def test_whatever_happens_no_open_proposal_is_left_with_a_member_that_has_gone(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "PORTION", 1)
    done: Counter[str] = Counter()
    for seed in range(AT_MOST):
        try:
            History(office, seed, done).live()
        except AssertionError as error:
            raise AssertionError(f"history {seed}") from error
        seen = min(done[fact] for fact in ("offered", "entrusted", "taken_over", "unsupported"))
        if seed + 1 >= HISTORIES and seen >= 5:
            return
    raise AssertionError(f"what is asked about hardly came: {done}")
