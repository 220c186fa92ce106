"""A door with TLS at the broker that runs, as deploy/rabbitmq/rabbitmq.conf has it."""

import os
import re
import subprocess
from pathlib import Path

from tests.support.services import free_port
from wara import broker
from wara.stack import Stack

CONF = Path(__file__).parents[2] / "deploy/rabbitmq/rabbitmq.conf"
OPTION = re.compile(r"^ssl_options\.(\w+)(?:\.\d+)? = (.+)$", re.MULTILINE)


def open_door(stack: Stack, certificates: Path) -> int:
    """The port. The broker's certificate and key are `rabbitmq.pem` of that folder."""
    port, environment = free_port(), broker.environment(stack.plan.folder, stack.plan.ports)
    where = f'{{"127.0.0.1", {port}}}'
    cookie = (stack.plan.folder.broker / ".erlang.cookie").read_text()
    done = subprocess.run(
        ["erl_call", "-n", environment["RABBITMQ_NODENAME"], "-c", cookie, "-e"],
        input=f"rabbit_networking:start_ssl_listener({where}, [{options(certificates)}], 10).\n",
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.stdout == "{ok, ok}", done
    return port


def options(certificates: Path) -> str:
    """The file's, as Erlang has them."""
    terms, versions = [], []
    for name, value in OPTION.findall(CONF.read_text(encoding="utf-8")):
        if name == "versions":
            versions.append(f"'{value}'")
        elif name.endswith("file"):
            terms.append(f'{{{name}, "{certificates / Path(value).name}"}}')
        else:
            terms.append(f"{{{name}, {value}}}")
    return ", ".join([*terms, f"{{versions, [{', '.join(versions)}]}}"])
