"""A store that asks for TLS and passwords, with the users of deploy/mongodb/users.json."""

import json
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pymongo
import pytest
from pymongo.errors import PyMongoError

from chassis.mongo import connect
from tests.support.polling import until
from tests.support.services import free_port

ROOT = Path(__file__).parents[3]
SERVER = ROOT / ".venv-store/bin/secantusd-py"
OPERATOR = "operator"
OPTIONS = "replicaSet=secantus&w=majority&journal=true&retryWrites=false&tls=true"
Client = pymongo.MongoClient[dict[str, Any]]


@dataclass(frozen=True)
class Guarded:
    """`folder` has the users' passwords, and `ca.pem` and `mongodb.pem`."""

    port: int
    folder: Path

    def password_file(self, user: str) -> Path:
        return self.folder / f"{user}.mongodb"

    def uri_of(self, user: str, database: str | None = None, ca_file: Path | None = None) -> str:
        files = f"tlsCAFile={ca_file or self.folder / 'ca.pem'}&password_file={self.password_file(user)}"
        source = "admin" if user == OPERATOR else database or user
        return f"mongodb://{user}@127.0.0.1:{self.port}/{source}?{OPTIONS}&{files}"

    @contextmanager
    def client(self, user: str) -> Iterator[Client]:
        with connect(self.uri_of(user)) as client:
            yield client


@contextmanager
def guarded_store(folder: Path) -> Iterator[Guarded]:
    """The embedded store takes users while it asks nobody for a password, and then again from its files."""
    if not SERVER.exists():
        pytest.skip("the embedded store, which is tried here with users and TLS, is not installed")
    store = Guarded(free_port(), folder)
    with running(store), Client(f"mongodb://127.0.0.1:{store.port}/?directConnection=true") as client:
        until(lambda: pings(client))
        for row in users():
            store.password_file(row["user"]).write_text(secrets.token_hex(16))
            password = store.password_file(row["user"]).read_text()
            client[row["db"]].command("createUser", row["user"], pwd=password, roles=row["roles"])
    pem = str(folder / "mongodb.pem")
    with running(store, "--auth", "--tls-cert-file", pem, "--tls-key-file", pem):
        with store.client(OPERATOR) as client:
            until(lambda: pings(client))
        yield store


def users() -> list[dict[str, Any]]:
    """And the operator, whom MongoDB's image makes."""
    rows: list[dict[str, Any]] = json.loads((ROOT / "deploy/mongodb/users.json").read_text("utf-8"))
    return [*rows, {"user": OPERATOR, "db": "admin", "roles": ["root"]}]


def pings(client: Client) -> bool:
    try:
        return bool(client.admin.command("ping"))
    except PyMongoError:
        return False


@contextmanager
def running(store: Guarded, *more: str) -> Iterator[None]:
    where = ["--host", "127.0.0.1", "--port", str(store.port), "--storage-path", str(store.folder / "store")]
    rest = ["--cache-size", "64M", "--sync-on-commit", "--log-level", "ERROR"]
    with (store.folder / "store.log").open("ab") as log:
        child = subprocess.Popen([str(SERVER), *where, *rest, *more], stdout=log, stderr=log)
    try:
        yield
    finally:
        child.terminate()
        child.wait(10)
