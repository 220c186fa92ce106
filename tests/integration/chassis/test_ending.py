"""How a process that serves ends, when it was not asked to."""

import subprocess
import sys

from tests.support.services import NO_NAMES, free_port

SERVE = "from chassis.process import serve_forever; serve_forever('failing', '{}')"
TARGET = "tests.support.echo.failing:FailingService"


def test_where_a_part_fails_all_of_it_ends_and_says_so(env: dict[str, str]) -> None:
    """Whoever keeps it running starts it anew; half a process would answer and do only half."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SERVE.format(TARGET)],
        env={**env, **NO_NAMES, "HEALTH_PORT": str(free_port())},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 1
    assert '"event": "serve_failed"' in done.stdout.splitlines()[-1]
