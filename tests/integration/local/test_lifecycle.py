"""The stack's life: gone when it stops, its data kept, cleared when its runner was killed.

Broker and store are given here, so that a start takes a second; test_servers.py has the private ones.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.local.conftest import OFFSET, ROOT
from tests.support.polling import until
from wara import leftovers, manager
from wara.folder import Folder
from wara.stack import Stack

STARTER = """
import pathlib, sys, time
from wara.stack import Stack
with_mail_only = Stack(pathlib.Path(sys.argv[1]), int(sys.argv[2]), pathlib.Path(sys.argv[3]))
with_mail_only.start(services=False)
print("started", flush=True)
time.sleep(60)
"""


def test_nothing_is_left_after_a_stop_and_the_mails_stay_until_a_reset(stack: Stack) -> None:
    stack.start(services=False)
    assert leftovers.processes(stack.folder)
    (stack.folder.mail / "000001.eml").write_text("Subject: kept\n\n")
    stack.stop()
    assert not leftovers.processes(stack.folder)
    assert stack.running_in() is None
    stack.start(services=False)
    assert (stack.folder.mail / "000001.eml").exists()
    stack.stop()
    stack.reset()
    assert not stack.folder.mail.exists() and not stack.folder.keys.exists()


def test_what_a_killed_runner_left_is_cleared_by_the_next(stack: Stack, given: dict[str, str]) -> None:
    where = [str(ROOT), str(OFFSET), str(stack.folder.path)]
    command = [sys.executable, "-c", STARTER, *where]
    with subprocess.Popen(command, env=given, stdout=subprocess.PIPE, text=True) as runner:
        assert runner.stdout and runner.stdout.readline() == "started\n"
        assert stack.running_in() == runner.pid
        before = set(leftovers.processes(stack.folder))
        runner.kill()
    assert set(leftovers.processes(stack.folder)) == before
    stack.start(services=False)
    assert not before & set(leftovers.processes(stack.folder))


def test_what_a_killed_manager_left_is_cleared(stack: Stack) -> None:
    stack.start(services=False)
    orphan = stack.processes()["mail"].pid
    os.kill(leftovers.supervisor(stack.folder) or 0, signal.SIGKILL)
    until(lambda: not stack.alive())
    assert orphan in leftovers.processes(stack.folder)
    stack.stop()
    assert not leftovers.processes(stack.folder)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_in_mid_start_stops_all(given: dict[str, str], how: signal.Signals) -> None:
    folder = Folder(ROOT / f".local/at-{OFFSET}")
    environment = {**given, "PORT_OFFSET": str(OFFSET)}
    command = [sys.executable, "-m", "wara", "up"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as up:
        until(lambda: leftovers.processes(folder))
        up.send_signal(how)
        assert up.wait(20) == 0
    assert not leftovers.processes(folder)
    Stack(ROOT, OFFSET, environment=given).reset()


def test_a_folder_too_deep_for_a_socket(given: dict[str, str], tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100)
    stack = Stack(ROOT, OFFSET, deep, given)
    assert len(os.fsencode(stack.folder.socket)) < 100
    stack.start(services=False)
    stack.stop()
    with pytest.raises(manager.Gone):
        stack.processes()
