"""Who may sign in without being a representative: officials, whom a provider vouches for, or who have a link.

An account is an id that names nobody, the roles that were given to it here, and by what it signs in: a hash
of issuer and subject. A person's roles are these, and those that the issuer's table gives them just now.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, Protocol

from chassis import clock
from chassis.call import Caller
from chassis.errors import Conflict, Denied, Unauthenticated
from chassis.ids import new_id
from gateway.gate.remembered import Remembered
from gateway.roles import REPRESENTATIVE, SECRETARIAT

NO_ROLE, CONNECTED = "account_without_role", "account_connected"
CODES = (NO_ROLE, CONNECTED)
BY_LINK = "link"

Row = dict[str, Any]


class Rows(Protocol):
    """Unavailable while the store is away."""

    def add(self, row: Mapping[str, Any]) -> bool: ...

    def get(self, id: str) -> Row | None: ...

    def all(self, **where: Any) -> list[Row]: ...

    def change(self, id: str, **values: Any) -> bool: ...


class Accounts:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._known: Remembered[Row] = Remembered()

    def caller(self, issuer: str, subject: str, roles: frozenset[str]) -> Caller:
        """Who this is here; Denied for whom nobody has given a role, Unauthenticated where it is closed."""
        identity = identity_of(issuer, subject)
        row = self._known.get(identity, self._find) or (self._make(identity) if roles else None)
        if row is None:
            raise Denied(NO_ROLE)
        return self._as_caller(row, roles)

    def by_id(self, id: str) -> Caller:
        """Who signs in by a link that was given to them; the same errors."""
        row = self._rows.get(id)
        if row is None:
            raise Unauthenticated()
        return self._as_caller(row, frozenset())

    def speak_for(self, issuer: str, subject: str, representative: Caller) -> None:
        """From now on this person is that representative, whatever they are besides."""
        identity = identity_of(issuer, subject)
        row = self._find(identity) or self._make(identity)
        spoken = {"representative": representative.id, "member": representative.member}
        if {name: row[name] for name in spoken} != spoken:
            self._rows.change(row["_id"], **spoken)
            self._known.forget(identity)

    def connect(self, id: str, issuer: str, subject: str) -> None:
        """Has who signed in by a link sign in there from now on; Conflict where that is somebody already."""
        row, identity = self._rows.get(id), identity_of(issuer, subject)
        if row is None or not row["identity"].startswith(BY_LINK) or self._find(identity):
            raise Conflict(CONNECTED)
        if not self._rows.change(id, identity=identity):
            raise Conflict(CONNECTED)
        self._known.forget(identity)

    def secretariat(self) -> str | None:
        """The oldest that the role was given to here."""
        found = (row["_id"] for row in self._rows.all() if SECRETARIAT in row["roles"])
        return next(found, None)

    def first(self) -> str | None:
        """Makes the secretariat's, by its id; None where there is one."""
        if self.secretariat():
            return None
        return str(self._make(f"{BY_LINK} first", [SECRETARIAT])["_id"])

    def _as_caller(self, row: Row, roles: frozenset[str]) -> Caller:
        if row["closed_at"] is not None:
            raise Unauthenticated()
        held = frozenset(row["roles"]) | roles
        if row["representative"]:
            return Caller(id=row["representative"], roles=held | {REPRESENTATIVE}, member=row["member"])
        if not held:
            raise Denied(NO_ROLE)
        return Caller(id=row["_id"], roles=held)

    def _find(self, identity: str) -> Row | None:
        return next(iter(self._rows.all(identity=identity)), None)

    def _make(self, identity: str, roles: list[str] | None = None) -> Row:
        """Of two who make it at once both have the same."""
        row: Row = {
            "_id": new_id(),
            "identity": identity,
            "roles": roles or [],
            "representative": None,
            "member": None,
            "made_at": clock.now(),
            "closed_at": None,
        }
        self._known.forget(identity)
        return row if self._rows.add(row) else self._find(identity) or row


def identity_of(issuer: str, subject: str) -> str:
    return hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()
