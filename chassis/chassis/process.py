"""`python -m <service> serve|work`: one package, two kinds of process."""

import importlib
import os
import sys
from typing import Any

from chassis import log, permanent
from chassis.config import Settings, read_or_exit

STOP_SECONDS = 7
"""For who waits for an answer of a server that gives none: whoever keeps us running kills us at ten."""


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
    _end(run_container(_load(target), settings, max_workers))


def run_container(service_class: Any, settings: Settings, max_workers: int) -> int:
    """The status to end with: not 0 where a part of it failed, or could not be stopped in time."""
    import signal

    import eventlet
    from nameko.runners import ServiceRunner

    from chassis.broker import config

    runner = ServiceRunner({**config(settings.amqp_uri, max_workers), "settings": settings})
    runner.add_service(service_class)
    logger = log.get(__name__)

    def stop() -> None:
        with eventlet.Timeout(STOP_SECONDS, False):
            runner.stop()
            return
        logger.warning("stop_cut_off", seconds=STOP_SECONDS)
        _end(1)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: eventlet.spawn_n(stop))
    runner.start()
    logger.info("serve_started")
    try:
        runner.wait()
    except Exception:
        logger.exception("serve_failed")
        return 1
    return 0


def _end(status: int) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _begin(service: str, kind: str) -> Settings:
    settings = read_or_exit(service)
    log.setup(service, kind, settings.log_level)
    return settings


def _load(target: str) -> Any:
    module, name = target.split(":")
    with permanent.generation():
        return getattr(importlib.import_module(module), name)
