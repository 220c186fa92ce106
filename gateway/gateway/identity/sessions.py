"""Who is signed in, by a cookie: 256 random bits, kept as a hash, until nothing was asked for half an hour,
for eight hours at most, or until it is ended.

A representative is looked up again every few minutes: who has left office is not signed in any more. Whom a
provider vouched for it is asked about again, and has the roles that it gives them then; where it cannot be
asked, the session ends with its word.
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from chassis import clock
from chassis.call import Caller
from chassis.errors import Unavailable
from chassis.ids import new_id
from gateway.gate.remembered import Remembered
from gateway.identity import secret
from gateway.identity.vouching import Grant, Vouched
from gateway.roles import REPRESENTATIVE

IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=8)
NOTED = timedelta(minutes=1)
"""How exactly it is known when it was used last."""
LOOKED_AT = timedelta(minutes=5)
ASKED_AGAIN = timedelta(minutes=1)
"""When a provider that did not answer is asked again."""

_TEXT = re.compile(r"(?P<id>[0-9a-f]{32})\.(?P<secret>[A-Za-z0-9_-]{43})")
Row = dict[str, Any]


class Rows(Protocol):
    """Unavailable while the store is away."""

    def add(self, row: Mapping[str, Any]) -> bool: ...

    def get(self, id: str) -> Row | None: ...

    def all(self, **where: Any) -> list[Row]: ...

    def change(self, id: str, **values: Any) -> bool: ...

    def swap(self, id: str, was: Mapping[str, Any], **values: Any) -> bool: ...

    def remove(self, **where: Any) -> int: ...

    def forget(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Session:
    """`proof` is what a page of ours sends with a change, and no other site can know."""

    id: str
    caller: Caller
    proof: str


Stands = Callable[[Caller], bool]
Vouch = Callable[[str, Grant], Vouched | None]
WORD = ("believed_until", "grant")


def vouched_by_nobody(issuer: str, grant: Grant) -> Vouched | None:
    """Where no provider is named."""


class Sessions:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._known: Remembered[Row] = Remembered()

    def begin(self, caller: Caller, by: str, vouched: Vouched | None = None) -> str:
        """What the cookie holds; always a new one, so that nobody knows it from before."""
        now, id, text = clock.now(), new_id(), secret.new()
        cookie = f"{UUID(id).hex}.{text}"
        self._rows.forget()
        self._rows.add(
            {
                "_id": id,
                "secret": secret.kept(text),
                "owner": caller.id,
                "roles": sorted(caller.roles),
                "member": caller.member,
                "by": by,
                "began_at": now,
                "seen_at": now,
                "looked_at": now,
                "ends_at": now + LONGEST,
                **(_word_of(vouched, cookie) if vouched else {}),
            }
        )
        return cookie

    def find(self, text: str, stands: Stands, vouch: Vouch = vouched_by_nobody) -> Session | None:
        """Whose it is; None where it is none, or not any more. `stands` tells whether a representative is
        in office, `vouch` what a provider says of somebody by now; where it is Unavailable, it is asked
        later."""
        found = _TEXT.fullmatch(text)
        row = self._known.get(str(UUID(found["id"])), self._rows.get) if found else None
        if not found or not row or not _is_good(row, found["secret"], clock.now()):
            return None
        if row.get("believed_until") and not self._is_vouched_for(row, text, vouch):
            return None
        session = Session(row["_id"], _caller(row), _proof(text))
        return session if self._goes_on(row, session, stands) else None

    def _is_vouched_for(self, row: Row, cookie: str, vouch: Vouch) -> bool:
        """Of many who ask at once, one asks for all."""
        now, until = clock.now(), row["believed_until"]
        if now < until:
            return True
        was = {"believed_until": until}
        if not self._rows.swap(row["_id"], was, believed_until=now + ASKED_AGAIN):
            return True
        row["believed_until"] = now + ASKED_AGAIN
        try:
            vouched = vouch(row["by"], Grant.opened(row["grant"], cookie))
        except Unavailable:
            return True
        if vouched is None or vouched.caller.id != row["owner"]:
            self.end(row["_id"])
            return False
        row |= {"roles": sorted(vouched.caller.roles), **_word_of(vouched, cookie)}
        return self._rows.change(row["_id"], **{name: row[name] for name in ("roles", *WORD)})

    def _goes_on(self, row: Row, session: Session, stands: Stands) -> bool:
        """Notes its use, once a minute."""
        now = clock.now()
        if REPRESENTATIVE in row["roles"] and now - row["looked_at"] >= LOOKED_AT:
            try:
                standing = stands(session.caller)
            except Unavailable:
                return True
            if not standing:
                self.end(session.id)
                return False
            row["looked_at"] = now
        if now - row["seen_at"] >= NOTED:
            row["seen_at"] = now
            return self._rows.change(session.id, seen_at=now, looked_at=row["looked_at"])
        return True

    def of(self, owner: str) -> list[Row]:
        now = clock.now()
        return [_shown(row) for row in self._rows.all(owner=owner) if not _is_over(row, now)]

    def owner(self, id: str) -> str | None:
        """None where it is over."""
        row = self._rows.get(id)
        return row["owner"] if row and not _is_over(row, clock.now()) else None

    def end(self, id: str) -> None:
        """At once here, elsewhere within seconds."""
        self._rows.remove(_id=id)
        self._known.forget(id)

    def end_all(self, owner: str) -> int:
        theirs = self._rows.all(owner=owner)
        for row in theirs:
            self.end(row["_id"])
        return len(theirs)


def _word_of(vouched: Vouched, cookie: str) -> Row:
    if vouched.grant is None:
        return {"ends_at": min(vouched.until, clock.now() + LONGEST)}
    return {"believed_until": vouched.until, "grant": vouched.grant.sealed(cookie)}


def _is_over(row: Row, now: datetime) -> bool:
    return bool(row["ends_at"] <= now or now - row["seen_at"] >= IDLE)


def _is_good(row: Row, given: str, now: datetime) -> bool:
    return hmac.compare_digest(secret.kept(given), row["secret"]) and not _is_over(row, now)


def _caller(row: Row) -> Caller:
    return Caller(id=row["owner"], roles=frozenset(row["roles"]), member=row["member"])


def _proof(text: str) -> str:
    return urlsafe_b64encode(hmac.digest(text.encode(), b"csrf", hashlib.sha256)).rstrip(b"=").decode()


def _shown(row: Row) -> Row:
    """What may be read of it: no secret, no hash."""
    named = {name: row[name] for name in ("owner", "roles", "member", "by")}
    times = {name: clock.to_wire(row[name]) for name in ("began_at", "seen_at", "ends_at")}
    return {"id": row["_id"], **named, **times}
