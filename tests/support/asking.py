"""The tests' side of `tests.support.asker`."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from chassis.errors import from_wire


class Asker:
    def __init__(self, child: "subprocess.Popen[str]") -> None:
        self._child = child
        self._waiting: dict[int, Future[dict[str, Any]]] = {}
        self._lock = Lock()
        Thread(target=self._listen, daemon=True).start()

    @classmethod
    @contextmanager
    def started(cls, env: Mapping[str, str], log: Path) -> Iterator["Asker"]:
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
        with log.open("ab") as errors:
            child = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", "tests.support.asker"],
                env={**inherited, **env, "HEALTH_PORT": "0"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            assert child.stdout.readline() == "ready\n", log.read_text()[-2000:]
            yield cls(child)
        finally:
            child.kill()
            child.wait()
            child.stdin.close()
            child.stdout.close()

    def later(
        self,
        service: str,
        method: str,
        body: dict[str, Any],
        *,
        roles: tuple[str, ...] = ("secretariat",),
        member: str | None = None,
        **options: Any,
    ) -> "Future[dict[str, Any]]":
        """The answer to come: `{"ok": view}` or `{"error": …}`. `options` are those of `RpcClient.call`."""
        future: Future[dict[str, Any]] = Future()
        with self._lock:
            number = len(self._waiting)
            self._waiting[number] = future
            question = {
                "id": number,
                "service": service,
                "method": method,
                "body": body,
                "roles": roles,
                "member": member,
                "options": options,
            }
            assert self._child.stdin is not None
            self._child.stdin.write(json.dumps(question) + "\n")
            self._child.stdin.flush()
        return future

    def call(self, service: str, method: str, body: dict[str, Any], **options: Any) -> dict[str, Any]:
        """The view; raises the WaraError that came instead."""
        answer = self.later(service, method, body, **options).result(20)
        if "error" in answer:
            raise from_wire(answer["error"])
        view: dict[str, Any] = answer["ok"]
        return view

    def _listen(self) -> None:
        assert self._child.stdout is not None
        for line in self._child.stdout:
            answer = json.loads(line)
            self._waiting[answer["id"]].set_result(answer)
