"""Asks membership as the gateway does, signed and with a deadline, without the broker between."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from environs import Env

from chassis import clock
from chassis.mongo import Store
from membership import deadlines, due
from membership.service import MembershipService
from tests.support.service_desk import PUBLIC as PUBLIC
from tests.support.service_desk import SECRETARIAT as SECRETARIAT
from tests.support.service_desk import ServiceDesk
from tests.support.service_desk import representing as representing

ORGANISATION = "องค์กรภาคประชาสังคม ๑"

PERSON: dict[str, Any] = {
    "name": {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}},
    "email": "rep1@org1.example",
    "language": "th",
}


def application(thai: str = ORGANISATION) -> dict[str, Any]:
    return {"kind": "civil_society", "name": {"th": thai}, "sdgs": [17], "representative": PERSON}


def settings(**paths: Path) -> Any:
    return SimpleNamespace(env=SimpleNamespace(path=paths.__getitem__, str=Env().str))


class Desk(ServiceDesk):
    def __init__(self, store: Store, keys: Path) -> None:
        super().__init__(MembershipService(), store, keys, settings(LINK_SECRET_FILE=keys / "link.key"))

    def apply(self, thai: str = ORGANISATION, **changes: Any) -> dict[str, Any]:
        """Entered by the secretariat, which knows who applies."""
        return self.ask("apply_member", **{**application(thai), **changes})

    def submit(self, thai: str = ORGANISATION, **changes: Any) -> dict[str, Any]:
        """Applies, and is asked whether the address is theirs."""
        return self.ask("apply_member", by=PUBLIC, **{**application(thai), **changes})

    def invite(self, thai: str = ORGANISATION) -> dict[str, Any]:
        return self.ask("invite_member", **application(thai))

    def wait_in_vain(self, member: str) -> dict[str, Any]:
        """As if nobody had followed the link in time."""
        over = {"confirm_by": clock.now(), "due": deadlines.link(clock.now())}
        self.store.db.members.update_one({"_id": member}, {"$set": over})
        due.look(self.store, due.links())
        return self.ask("get_member", id=member)

    def confirm(self, member: str) -> dict[str, Any]:
        """Follows the newest link that was sent."""
        return self.ask("confirm_member", by=PUBLIC, token=self.links(member)[-1])

    def links(self, member: str) -> list[str]:
        """The tokens of the links that were sent."""
        asked = {"event.data.token": {"$exists": True}, "event.data.member": member}
        return [row["event"]["data"]["token"] for row in self.store.db.outbox.find(asked).sort("version", 1)]

    def people(self, member: str) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.ask("list_representatives", member=member)["items"]
        return items

    def told(self, subject: str) -> list[dict[str, Any]]:
        """The events waiting to be told about one thing, in order."""
        rows = self.store.db.outbox.find({"aggregate": subject}).sort([("version", 1), ("position", 1)])
        return [row["event"] for row in rows]
