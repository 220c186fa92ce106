"""`rabbitmqctl` for the stack's own node."""

import os
import subprocess

from wara import broker
from wara.stack import Stack

CTL = broker.SERVER.with_name("rabbitmqctl")


def ctl(stack: Stack, *command: str) -> None:
    environment = os.environ | broker.environment(stack.plan.folder, stack.plan.ports)
    subprocess.run([str(CTL), *command], env=environment, check=True, capture_output=True, timeout=60)
