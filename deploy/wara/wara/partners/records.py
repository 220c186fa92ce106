"""What the gateway's own database holds of partners: what they are granted, their keys, and on record who did
what about them."""

import getpass
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from chassis import clock
from chassis.audit import deed
from chassis.call import Caller
from chassis.clock import to_wire
from chassis.errors import NotFound
from chassis.ids import new_id
from gateway.audit.store import Deeds
from gateway.gate.keys import Keys
from gateway.gate.store import KEYS
from gateway.partners.register import PARTNERS, Register
from gateway.roles import PARTNER
from gateway.rows import Rows
from gateway.webhooks.webhook import WEBHOOKS
from wara.problem import Problem
from wara.site import Site

KEY_NAME, KEY_DAYS = "wara provision", 366
SCOPES = ["commands:write", "events:read", "events:write"]
OVERLAP = timedelta(hours=24)
SOON = timedelta(days=30)
MOST_KEYS = 1000
Row = dict[str, Any]


@dataclass(frozen=True)
class Records:
    register: Register
    keys: Keys
    deeds: Deeds
    by: str
    webhooks: Rows

    @classmethod
    def of(cls, site: Site, by: str | None = None) -> "Records":
        store = site.store("gateway")
        register, keys = Register(Rows(store, PARTNERS)), Keys(Rows(store, KEYS))
        return cls(register, keys, Deeds(store), by or getpass.getuser(), Rows(store, WEBHOOKS))

    def row(self, id: str) -> Row:
        try:
            return self.register.row(id)
        except NotFound:
            raise Problem(f"There is no partner {id}; `wara partners list` shows them.") from None

    def note(self, did: str, id: str, **data: Any) -> None:
        """Before it is done: what is not on record is not done."""
        self.deeds.append([deed(f"partner.{did}", Caller(id=self.by), clock.now(), data, about=id)])

    def grant(self, id: str, events: list[str], commands: list[str], nameko: bool = False) -> bool:
        """False where it was granted others before."""
        is_new = id not in {row["_id"] for row in self.register.rows()}
        self.note("grant", id, events=events, commands=commands, nameko=nameko)
        if is_new:
            self.register.add(id, events, commands, Caller(id=self.by), new_id(), nameko)
        else:
            self.register.mark(id, events=events, commands=commands, nameko=nameko)
            self.interrupt(id)
        return is_new

    def suspend(self, id: str) -> None:
        self.register.mark(id, suspended_at=clock.now())
        self.interrupt(id)

    def interrupt(self, id: str) -> None:
        """A gateway that posts to it finds its webhook changed, and looks anew at what it may hear."""
        row = self.webhooks.get(id)
        if row is not None:
            self.webhooks.swap(id, {"version": row["version"]}, version=row["version"] + 1)

    def good_key(self, id: str) -> Row | None:
        """Of those that were made here, for all that a partner may, the one that is good for longest."""
        now, ours = to_wire(clock.now()), (one for one in self._open_keys(id) if one["name"] == KEY_NAME)
        good = [one for one in ours if one["expires_at"] > now and {*SCOPES} <= {*one["scopes"]}]
        return max(good, key=lambda one: str(one["expires_at"]), default=None)

    def ends_soon(self, key: Row) -> bool:
        return bool(key["expires_at"] < to_wire(clock.now() + SOON))

    def new_key(self, id: str) -> str:
        wanted = {"name": KEY_NAME, "owner": id, "roles": [PARTNER], "scopes": SCOPES, "days": KEY_DAYS}
        return str(self.keys.make(wanted, Caller(id=self.by), new_id())["key"])

    def another_key(self, id: str) -> str:
        """The old one stays good for a day, or for as long as it would have been anyway."""
        key = self.good_key(id)
        if key is None or self.ends_soon(key):
            return self.new_key(id)
        return str(self.keys.rotate(key["id"], OVERLAP, new_id())["key"])

    def revoke_keys(self, id: str) -> None:
        """Those that were made by hand too."""
        for key in self._open_keys(id):
            self.keys.revoke(key["id"])

    def _open_keys(self, id: str) -> list[Row]:
        return [one for one in self.keys.page(id, None, MOST_KEYS)["items"] if not one["revoked_at"]]
