"""The commands of `wara` that have a module of their own, imported when it is called or listed.

`wara status` does not wait until everything is imported that writes a workbook.
"""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

OWN = "audit dead doctor erasure events members parked passwords privacy rebuild retention"
MODULES = {name: name for name in OWN.split()} | {
    "first-link": "first_link",
    "keys": "rotation",
    "partners": "partners.commands",
    "provision": "partners.provision",
    "resume-letters": "letters",
}


class Rooms(TyperGroup):
    def list_commands(self, ctx: Any) -> list[str]:
        return [*super().list_commands(ctx), *MODULES]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in MODULES:
            return super().get_command(ctx, cmd_name)
        return _imported(cmd_name)


def _imported(name: str) -> Any:
    """`app` of its module, or its one `command`."""
    module = import_module(f"wara.{MODULES[name]}")
    room = typer.Typer(add_completion=False)
    if hasattr(module, "app"):
        room.add_typer(module.app, name=name)
    else:
        room.command(name)(module.command)
    return typer.main.get_group(room).commands[name]
