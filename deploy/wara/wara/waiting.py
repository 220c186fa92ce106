"""Waiting for programs to become ready, and saying why one does not."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable

from wara import manager
from wara.folder import Folder
from wara.problem import Problem
from wara.programs import Program

TRIES = 2  # a program that ends this often before it was ready is broken, not slow
TAIL_LINES = 8
MANAGER_SECONDS = 15


def until_ready(
    folder: Folder, programs: Iterable[Program], seconds: float, report: Callable[[str], None]
) -> None:
    waiting = {program.name: program for program in programs}
    pids: dict[str, set[int]] = defaultdict(set)
    deadline = time.monotonic() + seconds
    while waiting:
        states = states_of(folder)
        for name in [name for name, program in waiting.items() if states[name].pid and program.ready()]:
            del waiting[name]
            report(name)
        for name in waiting:
            pids[name].add(states[name].pid)
            if len(pids[name] - {0}) > TRIES:
                raise Problem(f"{name} does not stay up. {end_of_log(folder, name)}")
        if waiting and time.monotonic() > deadline:
            first = next(iter(waiting))
            raise Problem(
                f"Not ready after {seconds:.0f} s: {', '.join(waiting)}. {end_of_log(folder, first)}"
            )
        time.sleep(0.1)


def states_of(folder: Folder) -> dict[str, manager.Process]:
    """The manager takes a moment to open its socket."""
    deadline = time.monotonic() + MANAGER_SECONDS
    while True:
        try:
            return manager.processes(folder)
        except manager.Gone:
            if time.monotonic() > deadline:
                raise Problem(
                    f"The process manager does not answer. {end_of_log(folder, 'supervisord')}"
                ) from None
            time.sleep(0.05)


def end_of_log(folder: Folder, program: str) -> str:
    file = folder.log / f"{program}.log"
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.exists() else []
    return "\n".join([f"Its log ends (the rest is in {file}):", *lines[-TAIL_LINES:]])
