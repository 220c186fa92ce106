"""`python -m <service> serve|work`: one package, two kinds of process."""

import importlib
import os
import sys
from typing import Any

from chassis import log
from chassis.config import Settings, read_or_exit


def main(service: str, *, serve: str, work: str) -> None:
    """`serve` and `work` are `module:name`, imported only in the process that needs them."""
    kind = sys.argv[1] if len(sys.argv) == 2 else ""
    if kind == "serve":
        serve_forever(service, serve)
    elif kind == "work":
        settings = _begin(service, kind)
        from chassis.worker import run

        run(_load(work), settings)
    else:
        sys.exit(f"usage: python -m {service} serve|work")


def serve_forever(service: str, target: str, max_workers: int = 50) -> None:
    """Runs a nameko container until told to stop; the caller has imported nothing that sockets matter to.

    Then it ends at once: to take apart dictionaries and tables takes Python longer than all of the stop.
    """
    import eventlet

    eventlet.monkey_patch()
    settings = _begin(service, "serve")
    run_container(_load(target), settings, max_workers)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def run_container(service_class: Any, settings: Settings, max_workers: int) -> None:
    import signal

    import eventlet
    from nameko.runners import ServiceRunner

    from chassis.broker import config

    runner = ServiceRunner({**config(settings.amqp_uri, max_workers), "settings": settings})
    runner.add_service(service_class)

    def stop(*_: Any) -> None:
        eventlet.spawn_n(runner.stop)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    runner.start()
    log.get(__name__).info("serve_started")
    runner.wait()


def _begin(service: str, kind: str) -> Settings:
    settings = read_or_exit(service)
    log.setup(service, kind, settings.log_level)
    return settings


def _load(target: str) -> Any:
    module, name = target.split(":")
    return getattr(importlib.import_module(module), name)
