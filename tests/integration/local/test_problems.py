"""What a person can mend is told in one line, with what to do, and ends the command with status 1."""

import importlib.util
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from tests.integration.local.conftest import OFFSET, ROOT
from tests.support.polling import until
from tests.support.servers import Servers
from tests.support.services import free_port
from wara import broker, store
from wara.folder import Folder, Lock
from wara.ports import LOOPBACK
from wara.problem import Problem
from wara.stack import Stack

Wara = Callable[..., subprocess.CompletedProcess[str]]
NOBODY = f"{LOOPBACK}:1"


def refused(done: subprocess.CompletedProcess[str]) -> str:
    lines = done.stderr.strip().splitlines()
    assert (done.returncode, len(lines)) == (1, 1), done.stderr
    assert lines[0].startswith("wara: ")
    return lines[0]


def test_a_busy_port_is_named_with_the_setting_that_moves_it(wara: Wara, given: dict[str, str]) -> None:
    with socket.socket() as other:
        other.bind((LOOPBACK, 8000 + OFFSET))
        other.listen()
        line = refused(wara("up", AMQP_URI=given["AMQP_URI"], MONGODB_URI=given["MONGODB_URI"]))
    assert f"Port {8000 + OFFSET} (gateway) is taken" in line and "GATEWAY_PORT=" in line


@pytest.mark.parametrize(
    ("uri", "says"),
    [
        (f"amqp://guest:guest@{NOBODY}/", f"No broker answers at {NOBODY}"),
        ("http://127.0.0.1:15672", "must begin with amqp://"),
        ("amqp://guest:guest@127.0.0.1:port/", "cannot be read"),
    ],
)
def test_a_wrong_amqp_uri(wara: Wara, uri: str, says: str) -> None:
    assert says in refused(wara("up", AMQP_URI=uri))


def test_a_broker_that_refuses_the_password_does_not_have_it_shown(servers: Servers) -> None:
    wrong = servers.amqp_uri.replace("guest:guest@", "guest:secret-word@")
    with pytest.raises(Problem, match="refuses the user, password or vhost") as problem:
        broker.refuse_wrong(wrong)
    assert "secret-word" not in str(problem.value)


def test_a_broker_that_takes_the_connection_and_says_nothing() -> None:
    with socket.socket() as frozen:
        frozen.bind((LOOPBACK, 0))
        frozen.listen()
        where = f"{LOOPBACK}:{frozen.getsockname()[1]}"
        with pytest.raises(Problem, match=f"No broker answers at {where}"):
            broker.refuse_wrong(f"amqp://guest:guest@{where}/")


@pytest.mark.parametrize(
    ("uri", "says"),
    [
        (f"mongodb://{NOBODY}/", "No MongoDB answers"),
        ("postgres://127.0.0.1/", "MONGODB_URI cannot be used: Invalid URI scheme"),
    ],
)
def test_a_wrong_mongodb_uri(wara: Wara, given: dict[str, str], uri: str, says: str) -> None:
    assert says in refused(wara("up", AMQP_URI=given["AMQP_URI"], MONGODB_URI=uri))


def test_a_store_without_transactions_is_refused(tmp_path: Path) -> None:
    with standalone_store(tmp_path) as uri, pytest.raises(Problem, match="is no replica set"):
        until(lambda: reached(uri))


def reached(uri: str) -> None:
    try:
        store.refuse_wrong(uri)
    except Problem as problem:
        if "No MongoDB answers" not in str(problem):
            raise


@contextmanager
def standalone_store(folder: Path) -> Iterator[str]:
    port = free_port()
    where = ["--host", LOOPBACK, "--port", str(port), "--storage-path", str(folder / "data")]
    command = [str(ROOT / ".venv-store/bin/secantusd-py"), *where, "--standalone", "--cache-size", "64M"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            yield f"mongodb://{LOOPBACK}:{port}/"
        finally:
            server.kill()  # asked to stop, the embedded store can wait for itself for ever


def test_a_second_stack_in_one_folder_says_who_runs(wara: Wara) -> None:
    first = Lock(Folder(ROOT / f".local/at-{OFFSET}"))
    first.take()
    try:
        assert "wara is running already (process " in refused(wara("up"))
        assert "wara is running already (process " in refused(wara("reset"))
    finally:
        first.release()


def test_a_missing_broker_names_the_command(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker, "SERVER", Path("/nowhere/rabbitmq-server"))
    without = Stack(ROOT, OFFSET, stack.folder.path, {})
    with pytest.raises(Problem, match=r"apt-get install .*rabbitmq-server"):
        without.start()
    assert without.running_in() is None


def test_missing_packages_without_the_right_to_install_name_the_command(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    with pytest.raises(bootstrap.Stop, match=r"run: sudo apt-get install .* rabbitmq-server"):
        bootstrap.install(["rabbitmq-server"])


@pytest.fixture
def bootstrap() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "deploy/local/bootstrap.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_program_that_dies_is_named_with_the_end_of_its_log(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = [sys.executable, "-c", "raise SystemExit('the reason')"]
    monkeypatch.setitem(stack.programs, "mail", replace(stack.programs["mail"], command=broken))
    with pytest.raises(Problem, match=r"mail does not stay up(?s:.*)the reason"):
        stack.start(services=False)
    assert stack.running_in() is None
