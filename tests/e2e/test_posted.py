"""What happens is posted to a partner, whose receiver is the one that the guide shows."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.e2e.client import World
from tests.e2e.partner import provisioned
from tests.support.guide import program
from tests.support.operator import Operator
from tests.support.polling import until
from tests.support.services import free_port
from wara.partners.guide import text_of
from wara.stack import Stack


@dataclass(frozen=True)
class Hook:
    settings: dict[str, str]
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def ask(self, method: str, what: str = "", **body: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.settings['TOKEN']}"}
        path = f"{self.settings['WARA']}/v1/events/webhook{what}"
        answer = requests.request(method, path, json=body or None, headers=headers, timeout=15)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    @contextmanager
    def receiving(self, secret: str) -> Iterator[None]:
        environment = {"PATH": os.environ["PATH"], "PORT": str(self.port), "SECRET": secret}
        command = [sys.executable, program("receive.py", self.folder).name]
        with (self.folder / "receive.log").open("ab") as log:
            child = subprocess.Popen(command, cwd=self.folder, env=environment, stderr=log)
        try:
            until(lambda: self.ask("POST", "/test")["status"] == 204)
            yield
        finally:
            child.kill()
            child.wait(5)

    def received(self) -> list[dict[str, Any]]:
        """In the order in which they came, but what was posted to try."""
        with closing(sqlite3.connect(self.folder / "received.db")) as book:
            rows = [json.loads(text) for (text,) in book.execute("select event from events order by rowid")]
        return [event for event in rows if event["source"] != "gateway"]

    def has_received(self, subject: str) -> bool:
        return any(event["subject"] == subject for event in self.received())


def test_the_two_calls_of_the_page_have_it_posted_and_streamed(
    stack: Stack, operator: Operator, world: World, tmp_path: Path
) -> None:
    if shutil.which("curl") is None:
        pytest.skip("both are curl's, which is not installed")
    with provisioned(stack, operator) as partner:
        hook = Hook(partner.settings, tmp_path, free_port())
        given = {"PATH": os.environ["PATH"], "URL": hook.url, **partner.settings}
        called = ["sh", "-ec", text_of("register.sh")]
        answer = subprocess.run(called, env=given, capture_output=True, timeout=60, check=True).stdout
        told = f"proposals/{world.submitted(world.organisation())['id']}"
        with hook.receiving(json.loads(answer)["secret"]):
            hook.ask("POST", "/resume")
            until(lambda: hook.has_received(told))
        streamed, (_, call) = tmp_path / "streamed", text_of("stream.sh").splitlines()
        with streamed.open("wb") as output:
            child = subprocess.Popen(["sh", "-c", f"exec {call}"], env=given, stdout=output)
        try:
            until(lambda: f'"subject":"{told}"' in streamed.read_text(errors="replace"))
        finally:
            child.kill()
            child.wait(5)


def test_what_happens_is_posted_in_order_and_what_was_missed_comes_later(
    stack: Stack, operator: Operator, world: World, tmp_path: Path
) -> None:
    with provisioned(stack, operator) as partner:
        hook = Hook(partner.settings, tmp_path, free_port())
        secret = hook.ask("POST", url=hook.url)["secret"]
        with hook.receiving(secret):
            assert requests.post(hook.url, b"{}", timeout=5).status_code == 401
            first = world.submitted(world.organisation())
            until(lambda: hook.has_received(f"proposals/{first['id']}"))
        missed = world.submitted(world.organisation())
        until(lambda: hook.ask("GET")["failing_since"])
        assert "  webhook failing since 20" in operator.does("partners", "list")
        hook.ask("POST", "/rotate")
        with hook.receiving(secret):  # the old one, which signs for a day more
            hook.ask("POST", "/resume")
            until(lambda: hook.has_received(f"proposals/{missed['id']}"))
        for source in ("membership", "agenda"):
            sequences = [event["sequence"] for event in hook.received() if event["source"] == source]
            assert sequences and sequences == list(range(sequences[0], sequences[-1] + 1))
