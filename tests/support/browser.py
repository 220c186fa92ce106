"""Chromium without a window, asked over a pipe by its DevTools protocol: pages as a person would see them."""

import base64
import fcntl
import itertools
import json
import os
import select
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAME = "chromium"
FLAGS = (
    *("--headless", "--no-sandbox", "--remote-debugging-pipe", "--hide-scrollbars", "--disable-gpu"),
    *("--no-first-run", "--disable-background-networking", "--disable-extensions", "--mute-audio"),
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
SECONDS, ABOVE = 20.0, 10

Answer = dict[str, Any]


class Browser:
    """One page; `show` puts another document into it. Nothing is loaded from anywhere."""

    def __init__(self, writing: int, reading: int) -> None:
        self._writing, self._reading = writing, reading
        self._numbers, self._left, self._session = itertools.count(1), b"", ""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._frame = self._ask("Page.getFrameTree")["frameTree"]["frame"]["id"]

    def show(self, html: str, width: int) -> None:
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
        self._ask("Emulation.setDeviceMetricsOverride", **size)
        self._ask("Page.setDocumentContent", frameId=self._frame, html=html)

    def evaluate(self, script: str) -> Any:
        """What a script in the page gives, or its promise comes to."""
        asked = {"expression": script, "returnByValue": True, "awaitPromise": True}
        answer = self._ask("Runtime.evaluate", **asked)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def picture(self, file: Path) -> None:
        """The whole page, as PNG."""
        taken = self._ask("Page.captureScreenshot", captureBeyondViewport=True)
        file.write_bytes(base64.b64decode(taken["data"]))

    def close(self) -> None:
        self._session = ""
        self._ask("Browser.close")

    def _ask(self, method: str, **params: Any) -> Answer:
        number = next(self._numbers)
        asked: Answer = {"id": number, "method": method, "params": params}
        if self._session:
            asked["sessionId"] = self._session
        os.write(self._writing, json.dumps(asked).encode() + b"\0")
        end = time.monotonic() + SECONDS
        while True:
            told = self._next(end)
            if told.get("id") == number:
                assert "error" not in told, told
                return dict(told["result"])

    def _next(self, end: float) -> Answer:
        while b"\0" not in self._left:
            ready, _, _ = select.select([self._reading], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"{NAME} says nothing for {SECONDS:.0f} s"
            read = os.read(self._reading, 1 << 20)
            assert read, f"{NAME} is gone"
            self._left += read
        told, _, self._left = self._left.partition(b"\0")
        return dict(json.loads(told))


def path() -> str | None:
    return shutil.which(NAME)


@contextmanager
def opened(folder: Path) -> Iterator[Browser]:
    """With a profile of its own in `folder`."""
    ours_reads, its_writes = _pipe()
    its_reads, ours_writes = _pipe()
    nowhere = [(os.POSIX_SPAWN_OPEN, out, os.devnull, os.O_WRONLY, 0) for out in (1, 2)]
    passed = [(os.POSIX_SPAWN_DUP2, its_reads, 3), (os.POSIX_SPAWN_DUP2, its_writes, 4)]
    command = [path() or NAME, *FLAGS, f"--user-data-dir={folder}", "about:blank"]
    process = os.posix_spawnp(
        command[0],
        command,
        {**os.environ, "HOME": str(folder)},
        file_actions=[*nowhere, *passed],
        setpgroup=0,
    )
    os.close(its_reads)
    os.close(its_writes)
    try:
        browser = Browser(ours_writes, ours_reads)
        yield browser
        browser.close()
    finally:
        os.close(ours_writes)
        os.close(ours_reads)
        _end(process)


def _pipe() -> tuple[int, int]:
    """Away from the numbers that the other side's ends are given."""
    low = os.pipe()
    reading, writing = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, ABOVE) for end in low)
    for end in low:
        os.close(end)
    return reading, writing


def _end(process: int) -> None:
    end = time.monotonic() + 5
    while time.monotonic() < end:
        if os.waitpid(process, os.WNOHANG)[0]:
            return
        time.sleep(0.05)
    os.killpg(process, signal.SIGKILL)
    os.waitpid(process, 0)
