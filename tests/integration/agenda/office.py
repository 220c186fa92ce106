"""Asks the agenda as the gateway does, signed and with a deadline, without the broker between."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from environs import Env

from agenda.service import AgendaService
from agenda.worker import SUBSCRIPTIONS
from chassis import clock
from chassis.envelope import Event
from chassis.errors import Unavailable, WaraError
from chassis.ids import new_id
from chassis.inbox import Inbox
from chassis.mongo import Store
from tests.support.service_desk import PUBLIC as PUBLIC
from tests.support.service_desk import SECRETARIAT as SECRETARIAT
from tests.support.service_desk import ServiceDesk
from tests.support.service_desk import representing as representing

VENUE = {"th": "วิเทศสโมสร กระทรวงการต่างประเทศ"}
CHAIR = {"name": {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}}, "post": {"th": "อธิบดี"}}
TOLD_BY = {"withdrawn": "withdrawn", "cancelled": "withdrawn", "declined": "declined"}
PATIENCE = 20
View = dict[str, Any]


def together(asked: Sequence[Callable[[], View]]) -> list[View | WaraError]:
    """Asks all at once; each answer or refusal in the order asked."""

    def outcome(ask: Callable[[], View]) -> View | WaraError:
        try:
            return ask()
        except WaraError as error:
            return error

    with ThreadPoolExecutor(len(asked)) as pool:
        return list(pool.map(outcome, asked))


def patiently(ask: Callable[..., View]) -> View:
    """Repeats the same command while the store has no time for it, as a client is told to."""
    command_id = new_id()
    for _ in range(PATIENCE):
        try:
            return ask(command_id=command_id)
        except Unavailable:
            continue
    raise AssertionError(f"unavailable {PATIENCE} times")


def fact(type: str, version: int = 1, **data: Any) -> Event:
    return Event(
        id=new_id(),
        type=type,
        source="membership",
        subject=data["id"],
        time=clock.now(),
        version=version,
        data=data,
        dataclassification="public",
        correlationid=new_id(),
    )


class Office(ServiceDesk):
    def __init__(self, store: Store, keys: Path) -> None:
        super().__init__(AgendaService(), store, keys, SimpleNamespace(env=Env()))
        self.committee = ""

    def hears(self, type: str, version: int = 1, **data: Any) -> None:
        """What membership told, as `work` reacts to it."""
        Inbox(self.store, SUBSCRIPTIONS).take(fact(type, version, **data))

    def hears_of_erasure(self, representative: str, erasure: str, version: int = 3, **what: Any) -> None:
        about = {"id": representative, "erasure": erasure, **what}
        event = fact("membership.representative.erased.v1", version, **about)
        subject = f"representatives/{representative}"
        restricted = replace(event, subject=subject, dataclassification="restricted")
        Inbox(self.store, SUBSCRIPTIONS).take(restricted)

    def member(self, **changes: Any) -> str:
        """A new member, active unless said otherwise."""
        data = {**self.known(new_id(), "active"), **changes}
        self.hears("membership.member.admitted.v1", **data)
        return str(data["id"])

    def leaves(self, member: str, version: int = 2, status: str = "withdrawn") -> None:
        """The end of a membership, as membership tells it."""
        self.hears(f"membership.member.{TOLD_BY[status]}.v1", version, **self.known(member, status))

    def known(self, member: str, status: str) -> dict[str, Any]:
        return {
            "id": member,
            "committee": self.committee,
            "kind": "civil_society",
            "name": {"th": "องค์กรภาคประชาสังคม ๑"},
            "status": status,
        }

    def prepare(self, method: str, **asked: Any) -> View:
        """As `ask`, patiently: what a test begins with is not what it tries, and at times the embedded store
        stands still for longer than a command may take."""
        return patiently(partial(self.ask, method, **asked))

    def draft(self, member: str, **changes: Any) -> str:
        plain: dict[str, Any] = {
            "title": {"th": "คุณภาพอากาศ"},
            "rationale": {"th": "ฝุ่นละอองเกินค่ามาตรฐาน"},
            "sdgs": [3, 11],
            "purpose": "consideration",
            "proposed_by": member,
        }
        return str(self.prepare("create_proposal", by=representing(member), **{**plain, **changes})["id"])

    def admissible(self, member: str, **changes: Any) -> str:
        proposal = self.draft(member, **changes)
        self.prepare("submit_proposal", by=representing(member), id=proposal)
        self.prepare("admit_proposal", id=proposal)
        return proposal

    def plan(self, starts_at: str = "2030-01-31T02:00:00Z", **changes: Any) -> View:
        return self.prepare(
            "plan_meeting", **{"starts_at": starts_at, "venue": VENUE, "chair": CHAIR, **changes}
        )

    def sitting(self, *proposals: str) -> str:
        """A meeting in session with these on its agenda."""
        meeting = str(self.plan()["id"])
        for proposal in proposals:
            self.prepare("select_proposal", id=proposal, meeting=meeting)
        self.prepare("convene_meeting", id=meeting)
        self.prepare("open_meeting", id=meeting)
        return meeting

    def told(self, subject: str) -> list[str]:
        """The types of the events waiting to be told about one thing, in order."""
        rows = self.store.db.outbox.find({"aggregate": subject}).sort([("version", 1), ("position", 1)])
        return [row["event"]["type"] for row in rows]
