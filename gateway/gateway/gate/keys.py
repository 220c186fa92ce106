"""API keys, for systems: shown once, kept as hashes, for some scopes and some time, two at a time while one
takes the other's place.

A key is `wara_<id>_<secret>`. The secret is 256 random bits, so its SHA-256 is all that need be kept.
"""

import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from chassis import clock
from chassis.call import Caller
from chassis.errors import Conflict, NotFound, Stale, Unauthenticated
from gateway.collection import Collection, Row
from gateway.gate.lately import Lately
from gateway.gate.remembered import Remembered

EXTENSION = "wara.keys"
PREFIX = "wara"
USED_SECONDS = 3600.0
SHOWN_ONCE, REVOKED, EXPIRED = "key_shown_once", "key_revoked", "key_expired"
CODES = (SHOWN_ONCE, REVOKED, EXPIRED)

_KEY = re.compile(rf"{PREFIX}_(?P<id>[0-9a-f]{{32}})_(?P<secret>[A-Za-z0-9_-]{{43}})")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who uses the key of this id, and for what it is."""

    key: str
    caller: Caller
    scopes: frozenset[str]


class Keys:
    def __init__(self, rows: Collection) -> None:
        self._rows = rows
        self._known: Remembered[Row] = Remembered()
        self._good = Lately()
        self._used: dict[str, float] = {}

    def was_good(self, text: str) -> bool:
        """Lately, and here: whether it still is says `holder` alone."""
        return text in self._good

    def holder(self, text: str) -> Holder:
        """Whose key it is; Unauthenticated where it is none, or not any more."""
        row = self._row(text)
        if row is None:
            self._good.forget(text)
            raise Unauthenticated()
        self._good.note(text)
        self._note_use(row["_id"])
        caller = Caller(id=row["owner"], roles=frozenset(row["roles"]))
        return Holder(row["_id"], caller, frozenset(row["scopes"]))

    def make(self, wanted: Mapping[str, Any], by: Caller, command_id: str) -> Row:
        """`{name, owner, roles, scopes, days}` → the view, with `key`; a repetition is refused, for it is
        shown once."""
        now, id, secret = clock.now(), _id_of(command_id), _secret()
        row = {
            "_id": id,
            **{name: wanted[name] for name in ("name", "owner", "roles", "scopes")},
            "secrets": [_kept(secret, command_id)],
            "made_by": by.id,
            "made_at": now,
            "expires_at": now + timedelta(days=wanted["days"]),
            "revoked_at": None,
            "used_at": None,
            "version": 1,
        }
        if not self._rows.add(row):
            raise Conflict(SHOWN_ONCE)
        return shown(row) | {"key": _text(id, secret)}

    def rotate(self, id: str, overlap: timedelta, command_id: str) -> Row:
        """The view, with the new `key`; what was the newest before is good for as long as `overlap`."""
        row, now, secret = self._get(id), clock.now(), _secret()
        newest = row["secrets"][0]
        if row["revoked_at"]:
            raise Conflict(REVOKED)
        if row["expires_at"] <= now:
            raise Conflict(EXPIRED)
        if command_id in [one["command"] for one in row["secrets"]]:
            raise Conflict(SHOWN_ONCE)
        changed = self._change(row, secrets=[_kept(secret, command_id), newest | {"until": now + overlap}])
        return shown(changed) | {"key": _text(id, secret)}

    def revoke(self, id: str) -> Row:
        """At once here; elsewhere within seconds. Once is as good as twice."""
        row = self._get(id)
        return shown(row if row["revoked_at"] else self._change(row, revoked_at=clock.now()))

    def read(self, id: str) -> Row:
        return shown(self._get(id))

    def page(self, owner: str | None, after: str | None, limit: int) -> Row:
        where = {} if owner is None else {"owner": owner}
        rows = self._rows.page(after, limit + 1, **where)
        more = len(rows) > limit
        return {
            "items": [shown(row) for row in rows[:limit]],
            "next": rows[limit - 1]["_id"] if more else None,
        }

    def _row(self, text: str) -> Row | None:
        """Of a key that is good now."""
        found = _KEY.fullmatch(text)
        if found is None:
            return None
        now, secret = clock.now(), found["secret"]
        id = str(UUID(found["id"]))
        return self._known.good(id, self._rows.get, lambda row: _is_good(row, secret, now))

    def _change(self, row: Row, **change: Any) -> Row:
        changed = {**row, **change, "version": row["version"] + 1}
        if not self._rows.replace(changed):
            raise Stale()
        self._known.forget(row["_id"])
        return changed

    def _get(self, id: str) -> Row:
        row = self._rows.get(id)
        if row is None:
            raise NotFound()
        return row

    def _note_use(self, id: str) -> None:
        """Once an hour."""
        if time.monotonic() - self._used.get(id, -USED_SECONDS) >= USED_SECONDS:
            self._used[id] = time.monotonic()
            self._rows.change(id, used_at=clock.now())


def key_in(authorization: str | None) -> str | None:
    """What an `Authorization` header holds that is meant as a key, and not as a token."""
    scheme, _, credential = (authorization or "").partition(" ")
    credential = credential.strip()
    return credential if scheme.lower() == "bearer" and credential.startswith(f"{PREFIX}_") else None


def shown(row: Mapping[str, Any]) -> Row:
    """What may be read of it: no secret, no hash."""
    times = {name: row[name] and clock.to_wire(row[name]) for name in ("expires_at", "revoked_at", "used_at")}
    earlier = row["secrets"][1]["until"] if len(row["secrets"]) > 1 else None
    return {
        "id": row["_id"],
        "version": row["version"],
        **{name: row[name] for name in ("name", "owner", "roles", "scopes", "made_by")},
        "made_at": clock.to_wire(row["made_at"]),
        **times,
        "earlier_until": earlier and clock.to_wire(earlier),
    }


def _is_good(row: Row, secret: str, now: datetime) -> bool:
    if row["revoked_at"] or row["expires_at"] <= now:
        return False
    given = _hash(secret)
    good = [one for one in row["secrets"] if one["until"] is None or one["until"] > now]
    return any(hmac.compare_digest(given, one["hash"]) for one in good)


def _id_of(command_id: str) -> str:
    """The same for a command that is repeated."""
    return str(uuid5(UUID(int=0), command_id))


def _kept(secret: str, command_id: str) -> Row:
    return {"hash": _hash(secret), "until": None, "command": command_id}


def _secret() -> str:
    return secrets.token_urlsafe(32)


def _text(id: str, secret: str) -> str:
    return f"{PREFIX}_{_hex(id)}_{secret}"


def _hex(id: str) -> str:
    return UUID(id).hex


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
