"""Who is signed in, by a cookie: 256 random bits, kept as a hash, until nothing was asked for half an hour,
for eight hours at most, or until it is ended. What is over is over for good, and looked at no more.

A representative is looked up again every few minutes: who has left office is not signed in any more. Whom a
provider vouched for it is asked about again, and has the roles that it gives them then; where it cannot be
asked, the session ends with its word.
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from chassis import clock
from chassis.call import Caller
from chassis.errors import Denied, Unavailable
from chassis.ids import new_id
from gateway.collection import Collection, Row
from gateway.gate.lately import Lately
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
FRESH = timedelta(minutes=15)
SIGN_IN_AGAIN = "sign_in_again"
CODES = (SIGN_IN_AGAIN,)

_TEXT = re.compile(r"(?P<id>[0-9a-f]{32})\.(?P<secret>[A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True)
class Session:
    """`proof` is what a page of ours sends with a change, and no other site can know. Its owner has shown who
    they are at `authenticated_at`, which is None where a provider does not say it. `connects` proves the same
    in the one address that begins something, and changes nothing else: addresses are written down."""

    id: str
    caller: Caller
    proof: str
    connects: str
    by: str
    authenticated_at: datetime | None

    def check_fresh(self, by: str | None = None) -> None:
        """Denied, unless its owner has shown just now who they are, and in this way where one is named: it is
        asked before what decides on who else can sign in."""
        shown = self.authenticated_at
        if shown is None or clock.now() - shown > FRESH or (by or self.by) != self.by:
            raise Denied(SIGN_IN_AGAIN)


def check_fresh(session: Session | None) -> None:
    """Denied where somebody at a browser has not shown just now who they are; a program has no session."""
    if session is not None:
        session.check_fresh()


Stands = Callable[[Caller], bool]
Vouch = Callable[[str, Grant], Vouched | None]
WORD = ("believed_until", "grant")


def vouched_by_nobody(issuer: str, grant: Grant) -> Vouched | None:
    """Where no provider is named."""


class Sessions:
    def __init__(self, rows: Collection) -> None:
        self._rows = rows
        self._known: Remembered[Row] = Remembered()
        self._good, self._over = Lately(), Lately()

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
                "authenticated_at": vouched.authenticated_at if vouched else now,
                "seen_at": now,
                "looked_at": now,
                "ends_at": now + LONGEST,
                **(_word_of(vouched, cookie) if vouched else {}),
            }
        )
        self._good.note(cookie)
        return cookie

    def knows(self, text: str) -> bool:
        """Whether it was found good, or none, lately and here; else it may be a guess."""
        return text in self._good or text in self._over

    def find(self, text: str, stands: Stands, vouch: Vouch = vouched_by_nobody) -> Session | None:
        """Whose it is; None where it is none, or not any more. `stands` tells whether a representative is
        in office, `vouch` what a provider says of somebody by now; where it is Unavailable, it is asked
        later."""
        session = None if text in self._over else self._find(text, stands, vouch)
        now, before = (self._good, self._over) if session else (self._over, self._good)
        now.note(text)
        before.forget(text)
        return session

    def lasts(self, id: str) -> bool:
        """Whether what began in it may go on: a look, and no use."""
        now = clock.now()
        return self._known.good(id, self._rows.get, lambda row: _lasts(row, now)) is not None

    def _find(self, text: str, stands: Stands, vouch: Vouch) -> Session | None:
        row = self._row(text)
        if row is None or (row.get("believed_until") and not self._is_vouched_for(row, text, vouch)):
            return None
        proofs = _proof(text, b"csrf"), _proof(text, b"connect")
        session = Session(row["_id"], _caller(row), *proofs, row["by"], row.get("authenticated_at"))
        return session if self._goes_on(row, session, stands) else None

    def _row(self, text: str) -> Row | None:
        """Of a cookie that is good now."""
        found, now = _TEXT.fullmatch(text), clock.now()
        if found is None:
            return None
        id, given = str(UUID(found["id"])), found["secret"]
        return self._known.good(id, self._rows.get, lambda row: _is_good(row, given, now))

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

    def end_all(self, owner: str, but: str | None = None) -> int:
        theirs = [row for row in self._rows.all(owner=owner) if row["_id"] != but]
        for row in theirs:
            self.end(row["_id"])
        return len(theirs)


def _word_of(vouched: Vouched, cookie: str) -> Row:
    if vouched.grant is None:
        return {"ends_at": min(vouched.until, clock.now() + LONGEST)}
    return {"believed_until": vouched.until, "grant": vouched.grant.sealed(cookie)}


def _is_over(row: Row, now: datetime) -> bool:
    return bool(row["ends_at"] <= now or now - row["seen_at"] >= IDLE)


def _lasts(row: Row, now: datetime) -> bool:
    """Where a provider's word is over, who comes back has it asked for another."""
    return not _is_over(row, now) and ("believed_until" not in row or row["believed_until"] > now)


def _is_good(row: Row, given: str, now: datetime) -> bool:
    return hmac.compare_digest(secret.kept(given), row["secret"]) and not _is_over(row, now)


def _caller(row: Row) -> Caller:
    return Caller(id=row["owner"], roles=frozenset(row["roles"]), member=row["member"])


def _proof(text: str, of: bytes) -> str:
    return urlsafe_b64encode(hmac.digest(text.encode(), of, hashlib.sha256)).rstrip(b"=").decode()


def _shown(row: Row) -> Row:
    """What may be read of it: no secret, no hash."""
    named = {name: row[name] for name in ("owner", "roles", "member", "by")}
    times = {name: clock.to_wire(row[name]) for name in ("began_at", "seen_at", "ends_at")}
    return {"id": row["_id"], **named, **times}
