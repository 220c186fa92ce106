"""A process that calls services as the gateway does: a JSON line in is a call, a JSON line out its answer.

The tests themselves stay free of eventlet.
"""

import eventlet

eventlet.monkey_patch()

import json  # noqa: E402
import sys  # noqa: E402
from typing import Any  # noqa: E402

from eventlet import tpool  # noqa: E402
from nameko.containers import ServiceContainer  # noqa: E402

from chassis.broker import config  # noqa: E402
from chassis.call import Caller  # noqa: E402
from chassis.caller import RpcClient  # noqa: E402
from chassis.config import Settings  # noqa: E402
from chassis.errors import WaraError  # noqa: E402


class AskerService:
    name = "asker"
    rpc = RpcClient()


def answer(client: RpcClient, question: dict[str, Any]) -> dict[str, Any]:
    caller = Caller(id="asker", roles=frozenset(question["roles"]), member=question["member"])
    options = question["options"]
    try:
        ok = client.call(question["service"], question["method"], question["body"], caller=caller, **options)
        return {"id": question["id"], "ok": ok}
    except WaraError as error:
        return {"id": question["id"], "error": error.to_wire()}
    except Exception as error:  # noqa: BLE001 - the test shall see what it was
        return {"id": question["id"], "error": {"code": repr(error)}}


def main() -> None:
    settings = Settings.read("asker")
    container = ServiceContainer(AskerService, {**config(settings.amqp_uri), "settings": settings})
    container.start()
    client = next(one for one in container.dependencies if isinstance(one, RpcClient))
    print("ready", flush=True)

    def reply(line: str) -> None:
        print(json.dumps(answer(client, json.loads(line))), flush=True)

    pool = eventlet.GreenPool(100)
    for line in iter(lambda: tpool.execute(sys.stdin.buffer.readline), b""):
        pool.spawn_n(reply, line.decode())
    container.kill()


if __name__ == "__main__":
    main()
