"""Commands of other systems, carried out: each once, in the partner's name, by the service that it is about.

What became of one is kept for as long as events wait for a partner: told again, it is answered as before.
What a service never saw is not kept: it would be refused again.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from chassis import clock
from chassis.call import Caller, body_hash
from chassis.config import DEADLINE_SECONDS
from chassis.errors import Denied, Reused, WaraError, from_wire
from chassis.schema import load
from gateway.ask import RpcCall
from gateway.collection import Collection, Row
from gateway.commands.catalogue import BY_TYPE
from gateway.commands.command import Command
from gateway.roles import PARTNER

EXTENSION = "wara.commands"
NOT_GRANTED, USER_ID_REQUIRED = "command_not_granted", "user_id_required"
CODES = (NOT_GRANTED, USER_ID_REQUIRED)
KEPT = timedelta(days=30)
PASSING = frozenset({"unavailable", "not_yet_known", "internal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`changed` are the subjects of what is not as it was; where there is a `refusal`, nothing is. What is
    `kept` has that one answer."""

    at: str
    kept: bool = False
    changed: tuple[str, ...] = ()
    refusal: WaraError | None = None


@dataclass(frozen=True, slots=True)
class Office:
    rows: Collection
    call: RpcCall

    def carry_out(self, partner: Caller, granted: list[str], command: Command) -> Outcome:
        """WaraError where it does not come to a service: Denied of what is not `granted`, Invalid, Reused.
        What `passes` is worth repeating."""
        if command.type not in granted or command.type not in BY_TYPE:
            raise Denied(NOT_GRANTED, type=command.type)
        kind = BY_TYPE[command.type]
        body = load(kind.schema, command.data)
        id, hash = f"{partner.id}/{command.id}", body_hash({"type": command.type, "data": body})
        kept = self.rows.get(id) or self._done(id, hash, partner, command, body)
        if kept["hash"] != hash:
            raise Reused()
        return outcome_of(kept)

    def _done(self, id: str, hash: str, partner: Caller, command: Command, body: Row) -> Row:
        """The row that is kept: of two who bring it at once, both get that of the first."""
        now = clock.now()
        row = {"_id": id, "hash": hash, "at": clock.to_wire(now), "ends_at": now + KEPT}
        row |= self._answer(id, partner, command, body)
        self.rows.forget()
        return row if self.rows.add(row) else self.rows.get(id) or row

    def _answer(self, id: str, partner: Caller, command: Command, body: Row) -> Row:
        kind = BY_TYPE[command.type]
        try:
            view = self.call(
                kind.service,
                kind.method,
                body,
                caller=Caller(id=partner.id, roles=frozenset({PARTNER}), place=partner.place),
                command_id=hashlib.sha256(f"partner\n{id}".encode()).hexdigest(),
                language="th",
                correlation_id=None,
                traceparent=command.traceparent,
                deadline=DEADLINE_SECONDS,
            )
        except WaraError as error:
            if passes(error):
                raise
            return {"refusal": error.to_wire()}
        return {"changed": view["changed"]}


def passes(error: WaraError) -> bool:
    """Who is away, a fact that has not arrived, a fault of ours: no answer, and nothing is kept of it."""
    return error.kind in PASSING


def outcome_of(row: Row) -> Outcome:
    refusal = from_wire(row["refusal"]) if "refusal" in row else None
    return Outcome(at=row["at"], kept=True, changed=tuple(row.get("changed", ())), refusal=refusal)
