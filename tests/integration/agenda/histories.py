"""A random history of members, proposals and meetings, as the service lives it; its number decides all of it.

Facts that come late or twice are lived through in `test_leaving_histories`; here each is heard as it happens.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any

from agenda import offers, store
from agenda.following.store import MINUTES
from agenda.model.meeting import Meeting
from agenda.model.minutes import MinutesText
from agenda.model.proposal import Proposal
from agenda.model.proposal_states import Status
from chassis import clock
from chassis.call import Caller
from chassis.errors import WaraError
from chassis.ids import new_id
from tests.integration.agenda import never
from tests.integration.agenda.office import VENUE, Office, patiently, representing

STEPS = 40
TEXT = {"th": "เหตุผล"}
TEMPLATE = [{"ordinal": 5, "title": {"th": "เพื่อพิจารณา"}, "purpose": "consideration"}]
OFFICERS = [Caller(id=f"officer-{n}", roles=frozenset({"secretariat"})) for n in (1, 2)]
RESOLUTION = {"kind": "agreed", "text": TEXT}
NOT_JUDGED = (Status.DRAFT, Status.SUBMITTED, Status.WITHDRAWN)
BY_A_MEMBER: dict[str, dict[str, Any]] = {
    "support_proposal": {},
    "unsupport_proposal": {},
    "cosponsor_proposal": {},
    "leave_proposal": {},
    "take_over_proposal": {},
    "withdraw_proposal": {},
}
BY_ITS_OWN: dict[str, dict[str, Any]] = {
    "submit_proposal": {},
    "amend_proposal": {"sdgs": [13], "note": TEXT},
    "reconsider_proposal": {"reasons": TEXT},
}
JUDGEMENTS: dict[str, dict[str, Any]] = {
    "admit": {},
    "return": {"comments": TEXT},
    "refuse": {"reason": TEXT},
    "defer": {"reason": TEXT},
    "refer": {"to": TEXT},
    "reject": {"reason": TEXT},
    "merge": {"into": True},
    "duplicate": {"of": True},
    "select": {"meeting": True},
}
AT_FIRST = ("admit", "return", "refuse")
AFTERWARDS = [one for one in JUDGEMENTS if one not in AT_FIRST]
OF_AN_ITEM: dict[str, dict[str, Any]] = {
    "discuss_item": {},
    "decide_item": {"resolution": RESOLUTION},
    "adjourn_item": {"to": True},
    "remove_item": {},
}
OF_A_MEETING: dict[str, dict[str, Any]] = {
    "convene_meeting": {},
    "open_meeting": {},
    "close_meeting": {},
    "cancel_meeting": {"reason": TEXT},
}
TOWARDS_ADOPTION = ("open", "close", "draft", "circulate", "correct", "adopt")
IN_THE_WAY = (Status.SUBMITTED, Status.ADMISSIBLE, Status.DEFERRED)


class History:
    """One committee each; what is refused is as good as a deed: that it is refused where it should be, is
    tested elsewhere."""

    def __init__(self, office: Office, seed: int, done: Counter[str]) -> None:
        self.office, self.random, self.done = office, Random(seed), done
        self.office.committee = self.committee = new_id()
        about: dict[str, Any] = {"id": self.committee, "name": TEXT, "agenda_template": TEMPLATE}
        self.office.hears("membership.committee.established.v1", **about)
        self.members = [self.office.member() for _ in range(3)]
        self.gone: set[str] = set()
        self.proposals: list[Proposal] = []
        self.meetings: list[Meeting] = []
        self.editions: list[MinutesText] = []
        for _ in range(2):
            self.plan()
        for member in self.members:
            self.admissible(member, [])
        self.look()

    def live(self) -> None:
        often: dict[Callable[[], None], int] = {
            self.propose: 4,
            self.a_member_asks: 4,
            self.its_own_asks: 2,
            self.it_is_judged: 9,
            self.what_was_decided_is_told: 2,
            self.a_refusal_is_looked_at_again: 3,
            self.plan_or_record: 2,
            self.a_meeting_goes_on: 2,
            self.an_item_goes_on: 5,
            self.minutes_come_closer_to_adoption: 4,
            self.a_member_goes: 2,
            self.time_passes: 1,
        }
        for step in self.random.choices(list(often), weights=list(often.values()), k=STEPS):
            fixed, adopted = {one.id: one for one in self.editions}, never.adopted(self.meetings)
            step()
            self.look()
            officers = {one.id for one in OFFICERS}
            never.check(self.proposals, self.meetings, self.gone, officers, self.editions, fixed)
            assert adopted.items() <= never.adopted(self.meetings).items()
        told = self.office.store.db.outbox.find({"event.data.committee": self.committee})
        self.done.update(".".join(row["event"]["type"].split(".")[1:3]) for row in told)

    def propose(self) -> None:
        others = self.random.randrange(3)
        by = self.member()
        named = [one for one in self.members if one not in self.gone and one != by][:others]
        self.admissible(by, named)

    def a_member_asks(self) -> None:
        verb = self.random.choice(list(BY_A_MEMBER))
        if one := self.one_of(self.proposals):
            likely = [*one.invited, *one.standing_with] or self.members
            by = representing(self.random.choice(likely))
            self.ask(verb, by, id=one.id, **BY_A_MEMBER[verb])

    def its_own_asks(self) -> None:
        verb = self.random.choice(list(BY_ITS_OWN))
        if one := self.one_of(self.proposals):
            self.ask(verb, representing(one.proposed_by), id=one.id, **BY_ITS_OWN[verb])

    def it_is_judged(self) -> None:
        if one := self.one_of(self.in_state(*IN_THE_WAY) or self.proposals):
            first = one.status is Status.SUBMITTED
            judgement = self.random.choice(AT_FIRST if first else (*AFTERWARDS, "select"))
            says = self.filled(JUDGEMENTS[judgement])
            method, about = (
                (f"{judgement}_proposal", {})
                if self.random.random() < 0.6
                else ("decide_proposal", {"judgement": judgement})
            )
            self.ask(method, self.officer(), id=one.id, **about, **says)

    def what_was_decided_is_told(self) -> None:
        if decided := [one.id for one in self.proposals if one.decided]:
            self.ask("publish_proposals", self.officer(), proposals=decided)

    def a_refusal_is_looked_at_again(self) -> None:
        verb = self.random.choice(("uphold_proposal", "reopen_proposal"))
        if one := self.one_of(self.in_state(Status.NOT_ADMITTED, Status.REJECTED)):
            self.ask("reconsider_proposal", representing(one.proposed_by), id=one.id, reasons=TEXT)
            self.ask(verb, self.officer(), id=one.id, reason=TEXT)

    def plan_or_record(self) -> None:
        self.plan(self.random.choice((None, self.random.randint(1, 6))))

    def a_meeting_goes_on(self) -> None:
        verb = self.random.choice(list(OF_A_MEETING))
        if one := self.one_of(self.meetings):
            self.ask(verb, self.officer(), id=one.id, **OF_A_MEETING[verb])

    def an_item_goes_on(self) -> None:
        verb = self.random.choice(list(OF_AN_ITEM))
        if item := self.one_of(never.to_be_talked_of(self.meetings)):
            for step in ("convene_meeting", "open_meeting"):
                self.ask(step, self.officer(), id=item.meeting)
            for step in ("discuss_item", verb) if verb == "decide_item" else (verb,):
                says = self.filled(OF_AN_ITEM[step])
                self.ask(step, self.officer(), id=item.meeting, item=item.id, **says)

    def minutes_come_closer_to_adoption(self) -> None:
        """A few steps on the way, whether they are the next or not."""
        begin = self.random.randrange(len(TOWARDS_ADOPTION))
        if one := self.one_of(self.meetings):
            for step in TOWARDS_ADOPTION[begin : begin + 4]:
                self.a_step_of_the_minutes(step, one.id)

    def a_step_of_the_minutes(self, step: str, id: str) -> None:
        member, by = self.member(), self.officer()
        match step:
            case "open" | "close":
                for verb in ("convene_meeting", "open_meeting"):
                    self.ask(verb, by, id=id)
                self.ask("record_attendance", by, id=id, member=member, status="attended", persons=1)
                if step == "close":
                    self.ask("close_meeting", by, id=id)
            case "correct":
                if found := self.ask("propose_correction", representing(member), id=id, text=TEXT):
                    verb = self.random.choice(("accept_correction", "decline_correction"))
                    self.ask(verb, by, id=id, correction=found["id"], reason=TEXT)
            case "adopt":
                later = self.one_of(self.meetings).id
                self.a_step_of_the_minutes("open", later)
                self.ask("adopt_minutes", by, id=id, meeting=later)
            case _:
                self.ask(f"{step}_minutes", by, id=id)

    def a_member_goes(self) -> None:
        """Another joins in its place."""
        how = self.random.choice(("withdrawn", "merged"))
        open_ones = [one for one in self.proposals if one.is_open]
        hung_on = [id for one in open_ones for id in (one.proposed_by, *one.cosponsors, *one.invited)]
        member = self.one_of([id for id in hung_on or self.members if id not in self.gone])
        if member is None:
            return
        self.members.append(self.office.member())
        if how == "withdrawn":
            self.office.leaves(member)
        else:
            about = {**self.office.known(member, how), "merged_into": self.members[-1]}
            self.office.hears("membership.member.merged.v1", 2, **about)
        self.gone.add(member)
        self.done[how] += 1

    def time_passes(self) -> None:
        offers.look(self.office.store, clock.now() + timedelta(days=30))

    def admissible(self, by: str, cosponsors: list[str]) -> None:
        if made := self.ask("create_proposal", representing(by), **self.draft(by), cosponsors=cosponsors):
            self.ask("submit_proposal", representing(by), id=made["id"])
            for supporter in [one for one in self.members[-2:] if one not in (by, *cosponsors)]:
                self.ask("support_proposal", representing(supporter), id=made["id"])
            for asked in cosponsors[:1]:
                self.ask("cosponsor_proposal", representing(asked), id=made["id"])
            self.ask("admit_proposal", OFFICERS[0], id=made["id"])

    def plan(self, ordinal: int | None = None) -> None:
        about: dict[str, Any] = {"committee": self.committee, "venue": VENUE}
        later = f"2030-{len(getattr(self, 'meetings', [])) % 12 + 1:02}-01T02:00:00Z"
        if ordinal is None:
            self.ask("plan_meeting", OFFICERS[0], starts_at=later, **about)
        else:
            held = {"number": {"ordinal": ordinal, "year_be": 2573}}
            self.ask("plan_meeting", OFFICERS[0], starts_at="2018-01-31T02:00:00Z", held=held, **about)

    def draft(self, member: str) -> dict[str, Any]:
        return {
            "title": TEXT,
            "rationale": TEXT,
            "sdgs": [3],
            "purpose": "consideration",
            "proposed_by": member,
        }

    def filled(self, says: dict[str, Any]) -> dict[str, Any]:
        """With a proposal or meeting where one is to be named."""
        things: dict[str, Sequence[Any]] = {
            "into": self.in_state(Status.ADMISSIBLE, Status.DEFERRED, Status.SELECTED) or self.proposals,
            "of": self.proposals,
            "meeting": self.meetings,
            "to": self.meetings,
        }
        named = {name: self.one_of(things[name]) for name, value in says.items() if value is True}
        return {**says, **{name: thing.id if thing else None for name, thing in named.items()}}

    def ask(self, method: str, by: Caller, **body: Any) -> dict[str, Any] | None:
        try:
            answer = patiently(partial(self.office.ask, method, by=by, **body))
        except WaraError as refused:
            self.done[refused.code] += 1
            return None
        self.done[method] += 1
        return answer

    def look(self) -> None:
        of_it = {"committee": self.committee}
        self.proposals = self.office.store.read(lambda tx: store.PROPOSALS.find(tx, of_it))
        self.meetings = self.office.store.read(lambda tx: store.MEETINGS.find(tx, of_it))
        fixed = {"meeting": {"$in": [one.id for one in self.meetings]}}
        self.editions = self.office.store.read(lambda tx: MINUTES.find(tx, fixed))

    def in_state(self, *statuses: Status) -> list[Proposal]:
        return [one for one in self.proposals if one.status in statuses]

    def member(self) -> str:
        return self.random.choice(self.members[-4:])

    def officer(self) -> Caller:
        return self.random.choice(OFFICERS)

    def one_of(self, things: Sequence[Any]) -> Any:
        return self.random.choice(things[-8:]) if things else None
