"""Who may sign in without being a representative: officials, whom a provider vouches for, or who have a link.

An account is an id that names nobody, the roles that were given to it here, and by what it signs in: a hash
of issuer and subject. A person's roles are these, and those that the issuer's table gives them just now. Who
was found to be a representative is looked up again every few minutes, as in a session.
"""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from chassis import clock
from chassis.call import Caller
from chassis.errors import Conflict, Denied, NotFound, Reused, Unauthenticated, Unavailable
from chassis.ids import new_id
from gateway.collection import Collection, Row
from gateway.gate.remembered import Remembered
from gateway.identity.sessions import LOOKED_AT, Stands
from gateway.roles import OPERATOR, REPRESENTATIVE, SECRETARIAT

NO_ROLE, CONNECTED, LAST = "account_without_role", "account_connected", "account_last_of_secretariat"
CODES = (NO_ROLE, CONNECTED, LAST)
BY_LINK = "link"
GIVEN = (SECRETARIAT, OPERATOR)
"""The roles that an account can be opened with."""
SPOKEN = ("representative", "member")


class Accounts:
    def __init__(self, rows: Collection) -> None:
        self._rows = rows
        self._known: Remembered[Row] = Remembered()

    def caller(
        self,
        issuer: str,
        subject: str,
        roles: frozenset[str],
        stands: Stands,
        lately: timedelta = LOOKED_AT,
    ) -> Caller:
        """Who this is here; Denied for whom nobody has given a role, Unauthenticated where it is closed.

        `stands` has told `lately` that a representative is in office, or is asked.
        """
        identity = identity_of(issuer, subject)
        row = self._known.get(identity, self._find) or (self._make(identity) if roles else None)
        if row is None:
            raise Denied(NO_ROLE)
        return self._as_caller(row, roles, stands, lately)

    def by_id(self, id: str, stands: Stands) -> Caller:
        """Who signs in by a link that was given to them; the same errors."""
        row = self._rows.get(id)
        if row is None:
            raise Unauthenticated()
        return self._as_caller(row, frozenset(), stands, timedelta())

    def speak_for(self, issuer: str, subject: str, representative: Caller) -> None:
        """From now on this person is that representative, who is in office, whatever they are besides."""
        identity = identity_of(issuer, subject)
        row = self._find(identity) or self._make(identity)
        row |= {"representative": representative.id, "member": representative.member}
        row |= {"looked_at": clock.now()}
        self._change(row, *SPOKEN, "looked_at")

    def connect(self, id: str, issuer: str, subject: str) -> None:
        """Has who signed in by a link sign in there from now on; Conflict where that is somebody already."""
        row, identity = self._rows.get(id), identity_of(issuer, subject)
        if row is None or not row["identity"].startswith(BY_LINK) or self._find(identity):
            raise Conflict(CONNECTED)
        if not self._rows.change(id, identity=identity):
            raise Conflict(CONNECTED)
        self._known.forget(identity)

    def secretariat(self) -> str | None:
        """The oldest that is open and that the role was given to here."""
        return next((row["_id"] for row in self._rows.all(closed_at=None, roles=SECRETARIAT)), None)

    def first(self) -> str | None:
        """Makes the secretariat's, by its id; None where there is one."""
        if self.secretariat():
            return None
        return str(self._make(f"{BY_LINK} first", [SECRETARIAT])["_id"])

    def page(self, after: str | None, limit: int) -> Row:
        rows = self._rows.page(after, limit + 1)
        more = len(rows) > limit
        return {
            "items": [_shown(row) for row in rows[:limit]],
            "next": rows[limit - 1]["_id"] if more else None,
        }

    def of(self, representative: str) -> list[Row]:
        return [_shown(row) for row in self._rows.all(representative=representative)]

    def forget(self, representative: str) -> None:
        """Who they are besides, and whom nobody lets in any more, they stay."""
        for row in self._rows.all(representative=representative):
            self._change(row | dict.fromkeys(SPOKEN), *SPOKEN)
            if not row["roles"] and row["closed_at"] is None:
                self._rows.remove(_id=row["_id"])

    def is_closed(self, id: str) -> bool:
        """Now, whatever is remembered; what is no account is not."""
        row = self._rows.get(id)
        return bool(row and row["closed_at"])

    def opened(self, id: str, wish: str) -> Row | None:
        """Reused where it was opened for another wish."""
        row = self._rows.get(id)
        if row and row.get("wish", wish) != wish:
            raise Reused()
        return _shown(row) if row else None

    def open(self, id: str, roles: Sequence[str], wish: str = "") -> Row:
        """For who is going to sign in by a link; `wish` is a mark of what was asked for."""
        row = _row(id, f"{BY_LINK} {id}", roles) | {"wish": wish}
        self._rows.add(row)
        return _shown(row)

    def close(self, id: str) -> Row:
        """Nobody signs in to it any more; Conflict where nobody of the secretariat were left.

        It is looked at after: of two that are closed at once one at least is open again.
        """
        row = self._rows.get(id)
        if row is None:
            raise NotFound()
        if row["closed_at"] is None:
            row |= {"closed_at": clock.now(), **_given_up(row)}
            self._change(row, "closed_at", "identity")
            if SECRETARIAT in row["roles"] and self.secretariat() is None:
                row["closed_at"] = None
                self._change(row, "closed_at")
                raise Conflict(LAST)
        return _shown(row)

    def _change(self, row: Row, *names: str) -> None:
        self._rows.change(row["_id"], **{name: row[name] for name in names})
        self._known.forget(row["identity"])

    def _as_caller(self, row: Row, roles: frozenset[str], stands: Stands, lately: timedelta) -> Caller:
        if row["closed_at"] is not None:
            raise Unauthenticated()
        held = frozenset(row["roles"]) | roles
        if row["representative"] and self._is_in_office(row, stands, lately):
            return _representative(row, held)
        if not held:
            raise Denied(NO_ROLE)
        return Caller(id=row["_id"], roles=held)

    def _is_in_office(self, row: Row, stands: Stands, lately: timedelta) -> bool:
        """Who is not is known as that representative no more. While nobody can tell, it is as it was."""
        now, looked_at = clock.now(), row.get("looked_at")
        if looked_at and now - looked_at < lately:
            return True
        try:
            standing = stands(_representative(row))
        except Unavailable:
            return True
        was = {name: row[name] for name in SPOKEN}
        self._rows.swap(row["_id"], was, **({"looked_at": now} if standing else dict.fromkeys(SPOKEN)))
        self._known.forget(row["identity"])
        return standing

    def _find(self, identity: str) -> Row | None:
        return next(iter(self._rows.all(identity=identity)), None)

    def _make(self, identity: str, roles: Sequence[str] = ()) -> Row:
        """Of two who make it at once both have the same."""
        row = _row(new_id(), identity, roles)
        self._known.forget(identity)
        return row if self._rows.add(row) else self._find(identity) or row


def _row(id: str, identity: str, roles: Sequence[str]) -> Row:
    return {
        "_id": id,
        "identity": identity,
        "roles": sorted(roles),
        "representative": None,
        "member": None,
        "looked_at": None,
        "made_at": clock.now(),
        "closed_at": None,
    }


def _representative(row: Row, held: frozenset[str] = frozenset()) -> Caller:
    return Caller(id=row["representative"], roles=held | {REPRESENTATIVE}, member=row["member"])


def _given_up(row: Row) -> Row:
    """Another may be the first from now on; whom a provider vouches for stays known, and out."""
    return {"identity": f"{BY_LINK} {row['_id']}"} if row["identity"].startswith(BY_LINK) else {}


def _shown(row: Row) -> Row:
    """What may be read of it: no identity."""
    times = {name: row[name] and clock.to_wire(row[name]) for name in ("made_at", "closed_at")}
    connected = not row["identity"].startswith(BY_LINK)
    return {"id": row["_id"], "roles": row["roles"], "representative": row["representative"]} | {
        "connected": connected,
        **times,
    }


def identity_of(issuer: str, subject: str) -> str:
    return hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()
