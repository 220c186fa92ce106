"""That no process of the stack ended, and what one keeps in memory."""

from pathlib import Path

from wara.stack import Stack

RESET_PEAK = "5"


class Standing:
    """Remembers every process of the stack; `check` fails when one is another by then."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._pids = self._running()

    def pid(self, program: str) -> int:
        return self._pids[program]

    def check(self) -> None:
        assert self._running() == self._pids

    def _running(self) -> dict[str, int]:
        return {name: one.pid for name, one in self._stack.processes().items() if one.state == "running"}


class Memory:
    """Of one process, in bytes; Linux alone knows it so."""

    def __init__(self, pid: int) -> None:
        self._folder = Path(f"/proc/{pid}")

    def now(self) -> int:
        return self._read("VmRSS")

    def peak(self) -> int:
        """The most since `forget_peak`."""
        return self._read("VmHWM")

    def forget_peak(self) -> None:
        (self._folder / "clear_refs").write_text(RESET_PEAK)

    def _read(self, name: str) -> int:
        lines = (self._folder / "status").read_text().splitlines()
        [value] = [line.split()[1] for line in lines if line.startswith(f"{name}:")]
        return int(value) * 1024
