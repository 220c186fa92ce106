"""The operator's command `wara`."""

import signal
import sys
import time
from enum import StrEnum
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from wara import first_link, keys, show
from wara.leftovers import end
from wara.problem import Problem
from wara.rooms import Rooms
from wara.rotation import In
from wara.site import here
from wara.stack import Stack

app = typer.Typer(
    cls=Rooms, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__
)
console = Console()
STOP_SECONDS = 60


class Role(StrEnum):
    secretariat = "secretariat"
    representative = "representative"
    expert = "expert"
    partner = "partner"
    operator = "operator"


def main() -> None:
    try:
        app()
    except Problem as problem:
        Console(stderr=True, soft_wrap=True).print(f"wara: {problem}", markup=False, highlight=False)
        sys.exit(1)


@app.command()
def up() -> None:
    """Start the whole system, print its addresses, and wait; Ctrl-C stops it. The data stay."""
    stack = here()
    interruptible()
    try:
        show.start(console, stack)
        show.addresses(console, stack)
        show.first_link(console, first_link.of(stack))
        console.print("Running. Ctrl-C stops everything; `wara status` shows the processes.")
        wait(stack)
    except KeyboardInterrupt:
        console.print("Stopping ...")
    finally:
        stack.stop()


@app.command()
def demo(
    once: Annotated[
        bool, typer.Option("--once", envvar="ONCE", help="Stop by itself after the summary.")
    ] = False,
) -> None:
    """Start the whole system and replay the group's history on it, through its public API."""
    from wara.demo.replay import run

    stack = here()
    interruptible()
    status = 1
    try:
        show.start(console, stack)
        status = run(stack, once)
        if not once:
            show.addresses(console, stack)
            console.print("Running. Ctrl-C stops everything.")
            wait(stack)
    except KeyboardInterrupt:
        console.print("Stopping ...")
    finally:
        stack.stop()
    raise typer.Exit(status)


@app.command()
def down() -> None:
    """Stop the system that runs here, or what is left of one that was killed."""
    stack = here()
    if (runner := stack.running_in()) is not None:
        end([runner], signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while stack.running_in() == runner:
            if time.monotonic() > deadline:
                raise Problem(
                    f"Process {runner} does not end; end it with: kill -9 {runner}; then `wara down` again."
                )
            time.sleep(0.1)
    left = stack.clear_leftovers()
    console.print("Stopped." if runner or left else "Nothing was running.")


@app.command()
def status() -> None:
    """All processes in one table. Ends with status 1 unless every one is ready."""
    raise typer.Exit(0 if show.processes(console, here()) else 1)


@app.command()
def token(
    role: Annotated[list[Role], typer.Option(help="May be given more than once.")],
    member: Annotated[
        str | None, typer.Option(help="The member (its id) that a representative speaks for.")
    ] = None,
    hours: Annotated[float, typer.Option(min=0.01, help="For how long it is good.")] = 8,
    folder: In = None,
) -> None:
    """Print a bearer token, and nothing else."""
    if (Role.representative in role) != (member is not None):
        raise Problem("--member <id> goes with --role representative, and only with that.")
    print(keys.mint(folder or here().folder.keys, [one.value for one in role], member, hours))


@app.command()
def reset() -> None:
    """Clear messages, documents, mails, logs and keys. Refuses while the system is running."""
    stack = here()
    stack.reset()
    console.print(f"Cleared {stack.folder.path}.", soft_wrap=True)


def interruptible() -> None:
    """The first Ctrl-C, SIGTERM or SIGHUP interrupts, once; while stopping, further ones change nothing."""
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def interrupt(*_: object) -> NoReturn:
        for one in signals:
            signal.signal(one, signal.SIG_IGN)
        raise KeyboardInterrupt

    for one in signals:
        signal.signal(one, interrupt)


def wait(stack: Stack) -> None:
    while stack.alive():
        time.sleep(0.5)
    raise Problem(f"The process manager ended; its log is {stack.folder.log / 'supervisord.log'}")
