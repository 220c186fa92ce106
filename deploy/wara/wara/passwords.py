"""The passwords with which our processes come to the broker: new ones, while all runs."""

import secrets
from pathlib import Path
from typing import Annotated

import typer

from wara.folder import write_over
from wara.management import Management
from wara.problem import Problem
from wara.rights import OWNERS
from wara.site import here

app = typer.Typer(no_args_is_help=True, help=__doc__)
PASSWORD_BYTES = 24

Users = Annotated[list[str] | None, typer.Argument(help="Users of the broker; by default all of ours.")]
Folder = Annotated[Path, typer.Option("--folder", envvar="KEYS_DIR", help="Where their passwords are.")]
Close = Annotated[bool, typer.Option("--close", help="Also end what is connected with the old ones.")]


@app.callback()
def main() -> None:
    """As the administrator of AMQP_URI."""


@app.command()
def rotate(folder: Folder, users: Users = None, close: Close = False) -> None:
    """Give them new passwords: to the broker, and into the files `<user>.amqp`, which our processes read
    before they connect. What is connected stays so: a stolen password is of use until its connections are
    closed."""
    management = Management.of(here().plan)
    for user in users or OWNERS:
        file = folder / f"{user}.amqp"
        if not file.is_file():
            raise Problem(f"There is no {file}.")
        password = secrets.token_hex(PASSWORD_BYTES)
        management.give_password(user, password)
        write_over(file, password.encode())
        if close:
            management.close_connections(user)
        print(user)
