"""The store: one transaction a command or reaction, and the outbox that commits with it."""

import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

import pymongo
from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.errors import (
    CollectionInvalid,
    ConnectionFailure,
    ExecutionTimeout,
    OperationFailure,
    PyMongoError,
)

from chassis import address
from chassis.call import Caller
from chassis.config import DEADLINE_SECONDS
from chassis.envelope import Event
from chassis.errors import Unavailable
from chassis.generations import indexes_of
from chassis.outbox import OUTBOX
from chassis.sessions import Sessions
from chassis.transaction import Transaction as Transaction
from chassis.turns import Turns

Document = dict[str, Any]
Result = TypeVar("Result")

CLOSE_SECONDS = 0.5
NAMESPACE_EXISTS, INDEX_CHANGED, DUPLICATE_KEY = 48, (85, 86), 11000
INTERNAL_ERROR, AUTHENTICATION_FAILED, OUT_OF_DISK_SPACE = 1, 18, 14031


@dataclass(frozen=True, slots=True)
class Index:
    name: str
    collection: str
    keys: Sequence[tuple[str, int]]
    unique: bool = False
    sparse: bool = False
    """Knows those alone that have the field: where few have, the others cost it nothing."""

    @property
    def model(self) -> pymongo.IndexModel:
        return pymongo.IndexModel(list(self.keys), name=self.name, unique=self.unique, sparse=self.sparse)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a transaction comes from, for the events it tells; `kind` is what it shares with its like."""

    caller: Caller = Caller.SYSTEM
    cause: Event | None = None
    correlation_id: str | None = None
    traceparent: str | None = None
    kind: str = ""


class Store:
    """One service's database."""

    def __init__(
        self, client: "pymongo.MongoClient[Document]", database: str, instance: str | None = None
    ) -> None:
        """`instance` names this process, the same after a restart."""
        self.client = client
        self.db: Database[Document] = client[database]
        self.sessions = Sessions(self.db, instance)
        self.turns = Turns()
        self._listening: defaultdict[str, list[Callable[[], None]]] = defaultdict(list)

    def listen(self, collection: str, wake: Callable[[], None]) -> None:
        """Has `wake` called after each transaction of this process that rang for the collection; of those of
        others the listener hears nothing, and has to look by itself."""
        self._listening[collection].append(wake)

    def prepare(self, indexes: Sequence[Index], projections: Sequence[str] = ()) -> None:
        """What a process does before it uses the store; `projections` are collections with generations."""
        self.sessions.kill_abandoned()
        self.make_collection(OUTBOX)
        self.make_indexes(indexes_of(self.db, indexes, projections))

    def make_collection(self, name: str) -> None:
        """Before any transaction: not every store makes one within it; where one does, all conflict at it."""
        try:
            self.db.create_collection(name)
        except CollectionInvalid:
            return
        except OperationFailure as error:
            if error.code != NAMESPACE_EXISTS:
                raise

    def make_indexes(self, indexes: Sequence[Index]) -> None:
        """Where one of this name is otherwise than it was, it is made anew."""
        together: defaultdict[str, list[Index]] = defaultdict(list)
        for index in indexes:
            together[index.collection].append(index)
        for collection, wanted in together.items():
            self._make(collection, wanted)

    def _make(self, collection: str, wanted: Sequence[Index]) -> None:
        models = [index.model for index in wanted]
        try:
            self.db[collection].create_indexes(models)
        except OperationFailure as error:
            if error.code not in INDEX_CHANGED:
                raise
            if len(wanted) > 1:
                for index in wanted:
                    self._make(collection, [index])
            else:
                self.db[collection].drop_index(wanted[0].name)
                self.db[collection].create_indexes(models)

    def transact(
        self,
        work: Callable[[Transaction], Result],
        origin: Origin = Origin(),
        seconds: float = DEADLINE_SECONDS,
    ) -> Result:
        """Runs `work` in one transaction, again where the store asks for it; Unavailable after `seconds`."""

        attempts, alone, rung = 0, False, set[str]()
        with store_errors(), self.sessions.borrow() as session, contextlib.ExitStack() as turn:

            def once(session: ClientSession) -> Result:
                nonlocal attempts, alone, rung
                attempts += 1
                if attempts == 1 and self.turns.expected(origin.kind):
                    alone = self.turns.wait(origin.kind, turn)
                if attempts == 2 and not alone:
                    self.turns.take(origin.kind, turn, seconds)
                tx = self._transaction(session, origin)
                result = work(tx)
                tx.finish()
                rung = tx.rung
                return result

            with pymongo.timeout(seconds):
                result = session.with_transaction(once)
        for wake in chain.from_iterable(self._listening[name] for name in rung):
            wake()
        return result

    def read(
        self,
        work: Callable[[Transaction], Result],
        origin: Origin = Origin(),
        seconds: float = DEADLINE_SECONDS,
    ) -> Result:
        with store_errors(), pymongo.timeout(seconds):
            return work(self._transaction(None, origin))

    def answers(self) -> bool:
        with pymongo.timeout(1):
            return bool(self.db.command("ping")["ok"])

    def close(self) -> None:
        """Before the process ends: else the client keeps it waiting, a second for each of its threads."""
        with pymongo.timeout(CLOSE_SECONDS):
            self.client.close()

    def _transaction(self, session: ClientSession | None, origin: Origin) -> Transaction:
        return Transaction(
            db=self.db,
            session=session,
            caller=origin.caller,
            cause=origin.cause,
            correlation_id=origin.correlation_id,
            traceparent=origin.traceparent,
            asked=origin.kind,
        )


def connect(uri: str) -> "pymongo.MongoClient[Document]":
    return pymongo.MongoClient(
        address.resolve(uri),
        tz_aware=True,
        uuidRepresentation="standard",
        serverSelectionTimeoutMS=2000,
        connectTimeoutMS=2000,
        appname="wara",
    )


@contextlib.contextmanager
def store_errors() -> Iterator[None]:
    """The store being away, or too slow, is Unavailable; what was written may be repeated by command id."""
    try:
        yield
    except PyMongoError as error:
        if is_passing(error) or is_the_stores_own(error):
            raise Unavailable() from error
        raise


def is_the_stores_own(error: PyMongoError) -> bool:
    """A fault inside the store, no space left, a password that is no longer ours: of no statement of ours."""
    of_its_own = (INTERNAL_ERROR, AUTHENTICATION_FAILED, OUT_OF_DISK_SPACE)
    return isinstance(error, OperationFailure) and error.code in of_its_own


def is_passing(error: PyMongoError) -> bool:
    """Whether the store is away or too slow, or asks for the transaction to be repeated."""
    away = isinstance(error, ConnectionFailure | ExecutionTimeout)
    return away or error.timeout or error.has_error_label("TransientTransactionError")
