"""`wara first-link`: how the secretariat signs in for the first time."""

import subprocess
import sys
from typing import Annotated

import typer

from wara.problem import Problem
from wara.site import here
from wara.stack import Stack

SECONDS = 30


def command(
    again: Annotated[
        bool, typer.Option("--again", help="Another link for the account that there is.")
    ] = False,
) -> None:
    """Make the secretariat's first account, and print a link that signs in to it once."""
    if not (link := of(here(), *(["--again"] if again else []))):
        raise Problem("There is an account already; `wara first-link --again` prints a link for it.")
    print(link)


def of(stack: Stack, *arguments: str) -> str:
    """Empty where there is an account, and no other link is asked for."""
    asked = [sys.executable, "-m", "gateway", "first-link", *arguments]
    environment = stack.env("gateway")
    done = subprocess.run(asked, env=environment, capture_output=True, text=True, timeout=SECONDS)
    if done.returncode:
        raise Problem(f"No link could be made: {done.stderr.strip().splitlines()[-1:]}")
    return done.stdout.strip()
