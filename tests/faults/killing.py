"""`kill -9` of the stack's processes, each of which is started again at once."""

from notify.channels.email import LANES
from wara.problem import Problem
from wara.stack import Stack

SENDERS = LANES
"""Letters that one notify-work has on their way at once: so many may come twice each time it is killed."""


def killed(stack: Stack, victim: str) -> bool:
    """False between its end and its next start."""
    try:
        stack.kill(victim)
    except Problem:
        return False
    return True
