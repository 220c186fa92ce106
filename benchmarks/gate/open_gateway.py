"""The gateway with nobody at its gate.

Every request is one of the representative of `OPEN_TO_MEMBER`, whatever it shows: no token or key is looked
at, nothing counted, no row of the access table asked.
"""

import os

from chassis.call import Caller
from gateway.gate.gate import Asked, Gate
from gateway.service import GatewayService as GatewayService


def let_in(gate: Gate, asked: Asked, exists: bool) -> Caller:
    return Caller(id="anybody", roles=frozenset({"representative"}), member=os.environ["OPEN_TO_MEMBER"])


Gate.let_in = let_in  # type: ignore[method-assign, assignment]
