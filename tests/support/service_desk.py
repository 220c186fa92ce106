"""Asks a service as the gateway does, signed and with a deadline, without the broker between."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from chassis import clock
from chassis.call import Call, Caller, Carrier, sign
from chassis.errors import from_wire
from chassis.ids import new_id
from chassis.keys import KeyRing, SigningKey
from chassis.mongo import Store
from chassis.rpc import Runtime

PUBLIC = Caller(id="anybody", roles=frozenset({"public"}))
SECRETARIAT = Caller(id="officer-1", roles=frozenset({"secretariat"}))
SECONDS = 20.0


def representing(member: str) -> Caller:
    return Caller(id=f"of-{member}", roles=frozenset({"representative"}), member=member)


class ServiceDesk:
    def __init__(self, service: Any, store: Store, keys: Path, settings: Any) -> None:
        self.store = store
        self._key = SigningKey.read((keys / "call.key").read_bytes())
        self._service = service
        service.runtime = runtime = Runtime()
        runtime.store = store
        runtime.settings = settings
        runtime.prepared = True
        runtime.keys = KeyRing(keys / "call.pub")
        runtime.container = SimpleNamespace(service_name=service.name)

    def ask(
        self, method: str, *, by: Caller = SECRETARIAT, command_id: str | None = None, **body: Any
    ) -> dict[str, Any]:
        """The view; raises the error that crossed the wire."""
        call = Call(
            caller=by,
            command_id=command_id or new_id(),
            deadline=clock.now() + timedelta(seconds=SECONDS),
            language="th",
            correlation_id=new_id(),
        )
        carrier = Carrier(id=new_id(), reply_to="desk")
        token = sign(call, self._service.name, method, body, self._key, carrier)
        reply: dict[str, Any] = getattr(self._service, method)(token, body, carrier)
        if "error" in reply:
            raise from_wire(reply["error"])
        view: dict[str, Any] = reply["ok"]
        return view
