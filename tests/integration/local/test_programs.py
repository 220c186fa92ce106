"""What can be done to the processes of a running stack."""

import pytest

from tests.integration.local.conftest import OFFSET, ROOT
from tests.support.polling import until
from wara.problem import Problem
from wara.stack import Stack


def test_a_killed_program_is_started_again(running: Stack) -> None:
    first = running.processes()["mail"].pid
    running.kill("mail")
    until(lambda: running.processes()["mail"].pid not in (0, first))
    running.wait_ready("mail")


def test_one_program_can_be_stopped_and_started(running: Stack) -> None:
    running.stop_program("mail")
    assert not running.ready("mail")
    running.start_program("mail")
    running.wait_ready("mail")


def test_reset_refuses_while_running(running: Stack) -> None:
    other = Stack(ROOT, OFFSET, running.folder.path, running.plan.given)
    with pytest.raises(Problem, match="running already"):
        other.reset()
    assert running.folder.keys.exists()


def test_stopping_what_another_runs_does_nothing(running: Stack) -> None:
    Stack(ROOT, OFFSET, running.folder.path, running.plan.given).stop()
    assert running.alive() and running.ready("mail")
