"""The consumer of docs/examples/node-consumer, run as docs/integrators.md says."""

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.stack import ROOT
from wara.partners.guide import text_of

NODE = ROOT / ".venv-node"


@dataclass(frozen=True)
class Heard:
    """A message, and what is wrong with it."""

    id: str
    type: str
    faults: list[str]


@contextmanager
def hearing(settings: Mapping[str, str], folder: Path) -> Iterator[Callable[[], list[Heard]]]:
    """Gives what it has said so far."""
    if not (NODE / "made-from").exists():
        pytest.skip("Node, or what its consumer is made of, could not be had")
    path = f"{NODE / 'bin'}:{os.environ['PATH']}"
    said, errors = folder / "said.jsonl", folder / "errors"
    with said.open("wb") as output, errors.open("wb") as wrong:
        child = subprocess.Popen(
            ["sh", "-ec", text_of("validate.sh")],
            cwd=ROOT,
            env=os.environ | settings | {"PATH": path},
            stdout=output,
            stderr=wrong,
            start_new_session=True,
        )

    def heard() -> list[Heard]:
        assert child.poll() is None, errors.read_text()
        lines = said.read_text(encoding="utf-8").splitlines(keepends=True)
        return [Heard(**json.loads(line)) for line in lines if line.startswith("{") and line.endswith("\n")]

    try:
        yield heard
    finally:
        os.killpg(child.pid, signal.SIGTERM)
        child.wait(10)
