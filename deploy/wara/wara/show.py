"""What the command shows: progress while starting, addresses, the table of processes."""

import time
from datetime import timedelta

import requests
from rich.console import Console
from rich.table import Table

from wara.manager import Gone, Process
from wara.stack import Stack


def start(console: Console, stack: Stack) -> None:
    began = time.monotonic()
    waiting = list(stack.programs)
    with console.status(line(waiting)) as spinner:

        def report(name: str) -> None:
            waiting.remove(name)
            console.print(f"[green]✓[/] {name:<17} {time.monotonic() - began:5.1f} s", highlight=False)
            spinner.update(line(waiting))

        stack.start(report=report)


def line(waiting: list[str]) -> str:
    more = f" and {len(waiting) - 1} more" if len(waiting) > 1 else ""
    return f"Starting {waiting[0]}{more}" if waiting else "Started"


def addresses(console: Console, stack: Stack) -> None:
    urls, given = stack.urls, stack.plan.given
    rows = {
        "HTTP API": urls.gateway,
        "its description": f"{urls.gateway}/docs",
        "mails caught": urls.mail,
        "RabbitMQ": "AMQP_URI" if given.get("AMQP_URI") else urls.amqp,
        "its management": f"{urls.management} (guest, guest)" if urls.management else None,
        "store": "MONGODB_URI" if given.get("MONGODB_URI") else urls.mongodb,
        "logs": str(stack.folder.log),
        "a token": ".venv/bin/wara token --role secretariat",
    }
    for name, value in rows.items():
        if value:
            console.print(f"  {name:<16} {value}", soft_wrap=True, highlight=False, markup=False)


def first_link(console: Console, link: str) -> None:
    """Of the secretariat's account, at the start that made it."""
    if link:
        text = f"  {'sign in (once)':<16} {link}"
        console.print(text, soft_wrap=True, highlight=False, markup=False)


def processes(console: Console, stack: Stack) -> bool:
    """True when every process is ready."""
    try:
        states = stack.processes()
    except (Gone, FileNotFoundError):
        console.print("wara is not running here; `make up` starts it.")
        return False
    table = Table("process", "state", "pid", "up", "health", "ready")
    all_ready = True
    for process in states.values():
        ready = process.pid > 0 and stack.ready(process.name)
        all_ready = all_ready and ready
        table.add_row(*row(stack, process, ready))
    console.print(table)
    return all_ready


def row(stack: Stack, process: Process, ready: bool) -> list[str]:
    up = str(timedelta(seconds=process.seconds_up)) if process.pid else "-"
    health = answer(stack.programs[process.name].health)
    return [
        process.name,
        process.state,
        str(process.pid or "-"),
        up,
        health,
        "[green]yes[/]" if ready else "[red]no[/]",
    ]


def answer(health: str | None) -> str:
    if health is None:
        return "-"
    try:
        return "[green]ok[/]" if requests.get(f"{health}/healthz", timeout=2).ok else "[red]ill[/]"
    except requests.RequestException:
        return "[red]silent[/]"
