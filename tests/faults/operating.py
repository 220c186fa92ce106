"""The operator's command, on the servers of the stack that the faults happen to."""

import os
import subprocess
import sys

from tests.faults.conftest import GIVEN_SERVERS
from wara.stack import Stack


def wara(stack: Stack, *arguments: str, seconds: float = 90) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in GIVEN_SERVERS}
    return subprocess.run(
        [sys.executable, "-m", "wara", *arguments],
        env=environment | {"PORT_OFFSET": str(stack.plan.ports.offset)},
        capture_output=True,
        text=True,
        timeout=seconds,
    )
