"""A server that can do nothing more is ended, so that it is begun anew; any other is let be."""

import os
import signal
import subprocess
import sys

import pytest

SAYS = "import sys, signal; print({!r}, flush=True); signal.pause()"


def watched(said: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "wara.panic", sys.executable, "-c", SAYS.format(said)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)


@pytest.mark.parametrize(
    "last_words",
    [
        "the process must exit and restart: WT_PANIC: library panic",
        "exception exit: {{badmatch,{error,enospc}},",
    ],
)
def test_a_server_that_has_panicked_is_ended(last_words: str) -> None:
    with watched(last_words) as server:
        said, _ = server.communicate(timeout=20)
    assert said == last_words.encode() + b"\n"
    assert server.returncode == 128 + signal.SIGKILL


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_well_ends_when_told(how: signal.Signals) -> None:
    with watched("listening") as server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"listening\n"
        os.killpg(server.pid, how)
        server.communicate(timeout=20)
    assert server.returncode in (128 + how, 1)
