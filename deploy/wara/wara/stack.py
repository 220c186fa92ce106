"""The local stack as one object: the command, the demo, tests and benchmarks run the system through it.

with Stack(root, port_offset=2000, folder=root / ".local/test") as stack:
    requests.get(stack.urls.gateway + "/readyz")
"""

import os
import signal
import subprocess
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Self

from wara import broker, keys, leftovers, manager, store
from wara.folder import Folder, Lock
from wara.ports import Ports, refuse_taken
from wara.problem import Problem
from wara.programs import SERVICES, Plan, Program
from wara.urls import Urls, urls_of
from wara.waiting import until_ready

START_SECONDS = 90
Report = Callable[[str], None]


def silent(name: str) -> None:
    """Reports to nobody."""


class Stack:
    """Broker, store, mail sink, services and gateway as supervised processes.

    What AMQP_URI, MONGODB_URI and SMTP_URI in `environment` name is used instead of a process of our own.
    """

    def __init__(
        self,
        root: Path,
        port_offset: int = 0,
        folder: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        given = dict(os.environ if environment is None else environment)
        own = root / ".local" if port_offset == 0 else root / f".local/at-{port_offset}"
        self.folder = Folder((folder or own).absolute())
        self.plan = Plan(root.absolute(), self.folder, Ports.read(given, port_offset), given)
        self._lock = Lock(self.folder)
        self._manager: subprocess.Popen[bytes] | None = None

    @cached_property
    def programs(self) -> dict[str, Program]:
        return {program.name: program for program in (*self.plan.servers(), *self.plan.services())}

    @property
    def urls(self) -> Urls:
        return urls_of(self.plan, self.programs)

    # The whole stack

    def start(self, services: bool = True, report: Report = silent) -> None:
        """Returns when everything is ready; `report` hears each program's name as it becomes so."""
        self._lock.take()
        try:
            leftovers.clear(self.folder)
            self._refuse_wrong(services)
            self._start_servers(report)
            if services:
                self.start_services(report)
        except BaseException:
            self.stop()
            raise

    def start_services(self, report: Report = silent) -> None:
        """The second half of start, for a stack started with services=False; does nothing when they run."""
        services = self._of(SERVICES)
        states = self.processes()
        if all(states[program.name].state == "stopped" for program in services):
            self._refuse_taken(services)
            manager.ask(self.folder, "startProcessGroup", SERVICES, False)
        until_ready(self.folder, services, START_SECONDS, report)

    def stop_services(self) -> None:
        manager.ask(self.folder, "stopProcessGroup", SERVICES, True)

    def stop(self) -> None:
        """Ends every process that start began and returns when none is left; does nothing when it has not."""
        self._end(leftovers.clear)

    def abandon(self) -> None:
        """The same at once, in no order: where nobody wants the data any more. A broker alone takes six
        seconds to stop."""
        self._end(leftovers.kill)

    def _end(self, how: Callable[[Folder], None]) -> None:
        if not self._lock.held:
            return
        how(self.folder)
        if self._manager is not None:
            self._manager.wait()
            self._manager = None
        self._lock.release()

    def clear_leftovers(self) -> bool:
        """Ends what a killed stack left; False when there was nothing. Refuses while one is running."""
        self._lock.take()
        found = bool(leftovers.processes(self.folder))
        self.stop()
        return found

    def reset(self) -> None:
        """Clears the data, mails, logs and keys. Refuses while the stack is running."""
        self.clear_leftovers()
        self.folder.clear()

    def running_in(self) -> int | None:
        """The process that runs this stack: here or elsewhere."""
        return self._lock.holder()

    def alive(self) -> bool:
        """For the one who started it: whether the process manager still lives."""
        return self._manager is not None and self._manager.poll() is None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    # Its processes

    def processes(self) -> dict[str, manager.Process]:
        return manager.processes(self.folder)

    def env(self, program: str) -> dict[str, str]:
        """A program's whole environment, for starting another of its kind (with a HEALTH_PORT of its own)."""
        return self._inherited() | self.programs[program].environment

    def ready(self, program: str) -> bool:
        return self.programs[program].ready()

    def wait_ready(self, *programs: str, seconds: float = 30) -> None:
        until_ready(self.folder, [self.programs[name] for name in programs], seconds, silent)

    def kill(self, program: str, how: signal.Signals = signal.SIGKILL) -> None:
        """To the program's whole process group. It is started again at once when that ends it."""
        pid = self.processes()[program].pid
        if not pid:  # between its end and its next start; group 0 would be our own
            raise Problem(f"{program} is not running just now")
        os.killpg(pid, how)

    def stop_program(self, program: str) -> None:
        manager.ask(self.folder, "stopProcess", self.programs[program].full_name, True)

    def start_program(self, program: str) -> None:
        """Returns at once; wait_ready waits."""
        manager.ask(self.folder, "startProcess", self.programs[program].full_name, False)

    def log(self, program: str) -> Path:
        return self.folder.log / f"{program}.log"

    def token(self, *roles: str, member: str | None = None, hours: float = 8) -> str:
        return keys.mint(self.folder.keys, roles, member, hours)

    # How it starts

    def _refuse_wrong(self, services: bool) -> None:
        given = self.plan.given
        broker.refuse_wrong(given["AMQP_URI"]) if given.get("AMQP_URI") else broker.refuse_missing()
        if given.get("MONGODB_URI"):
            store.refuse_wrong(given["MONGODB_URI"])
        first = [program for program in self.programs.values() if services or program.group != SERVICES]
        self._refuse_taken(first)

    def _refuse_taken(self, programs: list[Program]) -> None:
        wanted = ((program.name, port) for program in programs for port in program.ports)
        refuse_taken(self.plan.ports, wanted)

    def _start_servers(self, report: Report) -> None:
        self.folder.make()
        keys.make_keys(self.folder.keys)
        broker.configure(self.folder, self.plan.ports)
        store.prepare(self.folder)
        manager.configure(self.folder, self.plan.root, self.programs.values())
        self._manager = manager.launch(self.folder, self._inherited())
        until_ready(self.folder, self._of("servers"), START_SECONDS, report)
        if "rabbitmq" in self.programs:
            broker.import_definitions(self.plan.root, self.plan.ports)

    def _of(self, group: str) -> list[Program]:
        return [program for program in self.programs.values() if program.group == group]

    def _inherited(self) -> dict[str, str]:
        foreign = ("RABBITMQ_", "ERL_")  # meant for the machine's own broker
        both = os.environ | self.plan.given
        return {name: value for name, value in both.items() if not name.startswith(foreign)}
