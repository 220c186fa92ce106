"""The store of a local stack: a `mongod` found on the PATH, as a replica set of one, else SecantusDB."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.errors import ConfigurationError, InvalidURI, OperationFailure, PyMongoError

from chassis.address import resolve
from wara.folder import Folder
from wara.ports import LOOPBACK, Ports
from wara.problem import Problem

NOT_YET_INITIALIZED = 94
REPLICA_SET = "wara"
Client = MongoClient[dict[str, Any]]


def command(root: Path, folder: Folder, ports: Ports) -> list[str]:
    where = ["--port", str(ports.store)]
    if mongod := shutil.which("mongod"):
        data = data_of_mongod(folder)
        small = ["--wiredTigerCacheSizeGB", "0.25", "--quiet"]
        return [
            mongod,
            "--bind_ip",
            LOOPBACK,
            *where,
            "--dbpath",
            str(data),
            "--replSet",
            REPLICA_SET,
            *small,
        ]
    embedded = root / ".venv-store/bin/secantusd-py"
    if not embedded.exists():
        raise Problem("The embedded store is not installed. Run: python3 deploy/local/bootstrap.py")
    kept = ["--storage-path", str(folder.store / "secantus"), "--sync-on-commit"]
    return [
        *(sys.executable, "-m", "wara.panic"),
        *on_one_core(ports),
        str(embedded),
        "--host",
        LOOPBACK,
        *where,
        *kept,
        "--cache-size",
        "256M",
        "--log-level",
        "WARNING",
    ]


def on_one_core(ports: Ports) -> list[str]:
    """For the embedded store: its threads share one interpreter, and on several cores fight for it, which
    nearly halves what they get done. Stacks side by side are spread."""
    if taskset := shutil.which("taskset"):
        cores = sorted(os.sched_getaffinity(0))
        return [taskset, "--cpu-list", str(cores[ports.store // 100 % len(cores)])]
    return []


def data_of_mongod(folder: Folder) -> Path:
    return folder.store / "mongod"


def prepare(folder: Folder) -> None:
    data_of_mongod(folder).mkdir(exist_ok=True)  # mongod makes none by itself


def uri(ports: Ports) -> str:
    address = f"mongodb://{LOOPBACK}:{ports.store}/"
    if shutil.which("mongod"):
        return f"{address}?replicaSet={REPLICA_SET}&w=majority&journal=true"
    return f"{address}?replicaSet=secantus&w=majority&journal=true&retryWrites=false&maxIdleTimeMS=120000"


def ready(ports: Ports) -> bool:
    address = f"mongodb://{LOOPBACK}:{ports.store}/?directConnection=true"
    try:
        with Client(address, serverSelectionTimeoutMS=500, socketTimeoutMS=2000) as client:
            return primary(client, ports)
    except PyMongoError:
        return False


def primary(client: Client, ports: Ports) -> bool:
    if client.admin.command("hello").get("isWritablePrimary"):
        return True
    try:
        client.admin.command("replSetGetStatus")
    except OperationFailure as failure:
        if failure.code != NOT_YET_INITIALIZED:
            raise
        members = [{"_id": 0, "host": f"{LOOPBACK}:{ports.store}"}]
        client.admin.command("replSetInitiate", {"_id": REPLICA_SET, "members": members})
    return False


def refuse_wrong(mongodb_uri: str) -> None:
    """For a store that is not ours: says what is wrong with MONGODB_URI, without showing its password."""
    hint = "start that server or correct MONGODB_URI; unset it to use the embedded store"
    try:
        with Client(resolve(mongodb_uri), serverSelectionTimeoutMS=3000, timeoutMS=5000) as client:
            hello = client.admin.command("hello")
            where = ", ".join(f"{host}:{port}" for host, port in client.nodes)
            client.list_database_names()
    except (InvalidURI, ConfigurationError, ValueError, OSError) as error:
        raise Problem(f"MONGODB_URI cannot be used: {error}".rstrip(".") + ".") from None
    except OperationFailure:
        raise Problem("The server of MONGODB_URI refuses its user or password.") from None
    except PyMongoError:
        raise Problem(f"No MongoDB answers at the address of MONGODB_URI: {hint}.") from None
    if not (hello.get("setName") or hello.get("msg") == "isdbgrid"):
        raise Problem(
            f"The MongoDB at {where} (MONGODB_URI) is no replica set, which transactions need:"
            " start it with --replSet, or unset MONGODB_URI to use the embedded store."
        )
