"""RPC as we use it: signed calls, absolute deadlines, typed errors as values, nothing left hanging.

A method's reply is `{"ok": view}` or `{"error": {kind, code, params, fields}}`; an exception never crosses
the wire: nameko would rebuild it by module path, and a reply that cannot be sent would kill the container.
This is the answering side, imported by a service's `service.py` alone; `chassis.caller` is the asking side.
"""

from collections.abc import Callable
from typing import Any

import eventlet
import pymongo
from nameko.extensions import DependencyProvider

from chassis import commands, eventlog, feed, health, log, permanent
from chassis.broker import connected, encode, steady_rpc
from chassis.call import Call, Carrier, body_hash, verify
from chassis.commands import View, run_once
from chassis.config import BODY_LIMIT, Settings
from chassis.errors import TooLarge, Unavailable, WaraError
from chassis.feed import Feed
from chassis.keys import KeyRing
from chassis.mongo import Index, Origin, Store, Transaction, connect
from chassis.replays import Replays
from chassis.trail import Trail, Wanted

PREPARE_SECONDS = 30
ENVELOPE = 64
"""What stands around a view in a reply, in bytes."""

logger = log.get(__name__)
Body = dict[str, Any]
Before = Callable[[Any, Transaction, Body], Any]


class Runtime(DependencyProvider):
    """What the RPC methods of a service stand on: its store, and the keys that calls are signed with."""

    def __init__(
        self,
        indexes: tuple[Index, ...] = (),
        projections: tuple[str, ...] = (),
        load: Callable[[Settings], None] = lambda _: None,
    ) -> None:
        """`load` is called before the first call is taken, for what would take too much of its time."""
        self.indexes = indexes
        self.projections = projections
        self.load = load
        self.replays = Replays()

    def setup(self) -> None:
        settings: Settings = self.container.config["settings"]
        self.settings = settings
        self.store = Store(connect(settings.mongodb_uri), settings.database, settings.instance)
        self.keys = KeyRing(settings.env.path("CALL_PUBLIC_KEY_FILE"))
        self.prepared = False
        with permanent.generation():
            self.load(settings)
        checks = {
            "broker": lambda: connected(self.container),
            "store": self.store.answers,
            "indexes": lambda: self.prepared,
        }
        health.serve(settings.health_host, settings.health_port, checks)

    def start(self) -> None:
        self.container.spawn_managed_thread(self._prepare)

    def stop(self) -> None:
        self.store.close()

    def get_dependency(self, worker_ctx: Any) -> "Runtime":
        return self

    def command(self, method: str, call: Call, body: Body, work: Callable[[Transaction], View]) -> View:
        """With what does not fit into a reply the whole transaction comes to nothing."""
        return run_once(self.store, call, method, body_hash(body), lambda tx: _fitting(work(tx)))

    def query(self, method: str, call: Call, body: Body, work: Callable[[Transaction], View]) -> View:
        origin = Origin(caller=call.caller, correlation_id=call.correlation_id, kind=method)
        return self.store.read(work, origin, call.seconds_left())

    def answer(
        self, method: str, token: str, body: Body, carrier: Carrier, run: Callable[[Call], View]
    ) -> Body | None:
        """The reply to one call, whatever happens; none to a copy of a call that came already, for its caller
        waits for the answer to the first."""
        try:
            if not self.prepared:
                raise Unavailable()
            call = verify(token, self.container.service_name, method, body, self.keys, carrier)
            if self.replays.came_before(carrier.id, call.deadline) and not carrier.redelivered:
                logger.warning("call_replayed", method=method, correlation_id=call.correlation_id)
                return None
            with log.bind(correlation_id=call.correlation_id, method=method):
                return {"ok": run(call)}
        except WaraError as error:
            return {"error": error.to_wire()}
        except Exception:
            logger.exception("method_failed", method=method)
            return {"error": WaraError().to_wire()}

    def _prepare(self) -> None:
        while True:
            try:
                indexes = [*commands.INDEXES, *eventlog.INDEXES, *feed.INDEXES, *self.indexes]
                with pymongo.timeout(PREPARE_SECONDS):
                    self.store.prepare(indexes, self.projections)
                self.prepared = True
                return
            except Exception as error:  # noqa: BLE001 - the store comes when it comes
                logger.warning("store_awaited", reason=type(error).__name__)
                eventlet.sleep(0.5)


def command(method: Callable[..., View]) -> Any:
    """An RPC method that changes something: one transaction, and its command id kept with it."""
    return _entry(method, Runtime.command)


def command_after(before: Before) -> Callable[[Callable[..., View]], Any]:
    """A command that is given what `before` found, called like the method itself: it only reads, for longer
    than a transaction may last; what may have changed since is for the method to ask."""
    return lambda method: _entry(method, Runtime.command, before)


def query(method: Callable[..., View]) -> Any:
    """An RPC method that only reads."""
    return _entry(method, Runtime.query)


def _entry(
    method: Callable[..., View],
    how: Callable[..., View],
    before: Before | None = None,
) -> Any:
    name = method.__name__

    def entry(self: Any, token: str, body: Body, carrier: Carrier) -> Body | None:
        def run(call: Call) -> View:
            read = _reading(before, self, body) if before else None
            found = (self.runtime.query(name, call, body, read),) if read else ()
            return how(self.runtime, name, call, body, lambda tx: method(self, tx, body, *found))

        answered: Body | None = self.runtime.answer(name, token, body, carrier, run)
        return answered

    entry.__name__, entry.__doc__ = name, method.__doc__
    return steady_rpc(entry)


def _reading(before: Before, service: Any, body: Body) -> Callable[[Transaction], Any]:
    return lambda tx: before(service, tx, body)


def _fitting(view: View) -> View:
    """The view, where it fits into a reply; else TooLarge."""
    if len(encode(view).encode()) > BODY_LIMIT - ENVELOPE:
        raise TooLarge(limit=BODY_LIMIT)
    return view


class AuditTrail:
    """What a service has logged, for the gateway's audit trail; mixed into a service."""

    @query
    def read_audit(self, tx: Transaction, body: Body) -> View:
        """`{after, limit, since?, until?, who?, outcome?}` → as `Trail.page`."""
        return Trail(tx.db).page(Wanted.of(body), body.get("after"), int(body["limit"]))


class EventFeed:
    """The log of public events, for the gateway's feed; mixed into a service."""

    @query
    def read_events(self, tx: Transaction, body: Body) -> View:
        """`{after, limit, types?: [type]}` → as `Feed.page`; without types, all of them."""
        return Feed(tx.db).page(int(body["after"]), int(body["limit"]), body.get("types") or ())
