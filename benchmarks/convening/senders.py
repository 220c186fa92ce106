"""Who sends: our `work` processes, a plain loop, or Celery."""

import json
import os
import smtplib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import DEVNULL, PIPE

from benchmarks.convening.mails import SENDER, Mail
from benchmarks.processes import running
from benchmarks.results import ROOT
from wara.stack import Stack

CELERY = ROOT / ".venv-bench/bin/celery"
READY_SECONDS = 60


@contextmanager
def works(stack: Stack, count: int, smtp_port: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """So many instead of the stack's one."""
    stack.stop_program("notify-work")
    base = stack.plan.ports.offset + 9800
    with ExitStack() as several:
        processes = [several.enter_context(_work(stack, base + n, smtp_port)) for n in range(count)]
        yield processes
    stack.start_program("notify-work")


@contextmanager
def _work(stack: Stack, port: int, smtp_port: int) -> Iterator[subprocess.Popen[bytes]]:
    environment = stack.env("notify-work") | {
        "SMTP_URI": f"smtp://127.0.0.1:{smtp_port}",
        "HEALTH_PORT": str(port),
    }
    command = [sys.executable, "-m", "notify", "work"]
    log = stack.folder.log / f"convening-{port}.log"
    with running(command, environment, log, f"http://127.0.0.1:{port}/readyz") as process:
        yield process


def in_a_loop(mails: Sequence[Mail], smtp_port: int) -> float:
    """One after the other over one connection; when it began."""
    begun = time.monotonic()
    with smtplib.SMTP("127.0.0.1", smtp_port) as server:
        for recipient, mail in mails:
            server.sendmail(SENDER, [recipient], mail)
    return begun


@contextmanager
def celery(amqp_uri: str, smtp_port: int, folder: Path) -> Iterator[Callable[[Sequence[Mail]], float]]:
    """As many worker processes as there are cores, ready; what hands mails to them says when it began."""
    environment = os.environ | {"AMQP_URI": amqp_uri, "SMTP_PORT": str(smtp_port), "PYTHONPATH": str(ROOT)}
    app = [str(CELERY), "--app", "benchmarks.convening.celery_peer"]

    def hand_over(mails: Sequence[Mail]) -> float:
        listed = folder / "mails.jsonl"
        listed.write_text("\n".join(map(json.dumps, mails)), encoding="utf-8")
        command = [str(CELERY.with_name("python")), "-m", "benchmarks.convening.celery_peer", str(listed)]
        return float(subprocess.run(command, env=environment, check=True, stdout=PIPE, text=True).stdout)

    with open(folder / "celery.log", "ab") as log:
        command = [*app, "worker", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
        worker = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        ping, deadline = [*app, "inspect", "ping", "--timeout", "2"], time.monotonic() + READY_SECONDS
        while subprocess.run(ping, env=environment, stdout=DEVNULL, stderr=DEVNULL).returncode:
            if time.monotonic() > deadline:
                raise TimeoutError("no worker of Celery answers")
        yield hand_over
    finally:
        worker.terminate()
        worker.wait()
