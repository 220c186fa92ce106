"""A store that can do nothing more is ended, so that it is begun anew; any other is let be."""

import os
import signal
import subprocess
import sys

import pytest

SAYS = "import sys, signal; print({!r}, flush=True); signal.pause()"


def watched(said: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "wara.panic", sys.executable, "-c", SAYS.format(said)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)


def test_a_panicked_store_is_ended() -> None:
    with watched("the process must exit and restart: WT_PANIC: WiredTiger library panic") as store:
        said, _ = store.communicate(timeout=20)
    assert b"WT_PANIC" in said
    assert store.returncode == 128 + signal.SIGKILL


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_store_that_is_well_ends_when_told(how: signal.Signals) -> None:
    with watched("listening") as store:
        assert store.stdout is not None
        assert store.stdout.readline() == b"listening\n"
        os.killpg(store.pid, how)
        store.communicate(timeout=20)
    assert store.returncode in (128 + how, 1)
