"""`python -m benchmarks.events.nameko_peer`: stock nameko, ten workers as it has them out of the box."""

import eventlet

eventlet.monkey_patch()

from collections.abc import Iterator  # noqa: E402
from typing import Any  # noqa: E402

from eventlet.event import Event  # noqa: E402
from nameko.containers import ServiceContainer  # noqa: E402
from nameko.events import EventDispatcher, event_handler  # noqa: E402
from nameko.extensions import Entrypoint  # noqa: E402
from pymongo import MongoClient  # noqa: E402

from benchmarks.events import job  # noqa: E402
from benchmarks.events.effect import EFFECTS, effect  # noqa: E402
from benchmarks.events.job import Answer, Job, Stopwatch  # noqa: E402
from benchmarks.events.sample import SERVICE, TYPE  # noqa: E402

WORKERS = 10  # nameko's default
SECONDS = 600


class Ask(Entrypoint):  # type: ignore[misc]
    """Fires when it is told to."""


ask = Ask.decorator


def publish(job: Job) -> Answer:
    """Ten workers at once share what is to be dispatched."""
    events: Iterator[dict[str, Any]] = iter(job.read_events())

    class Publishing:
        name = SERVICE
        dispatch = EventDispatcher()

        @ask  # type: ignore[untyped-decorator]
        def tell(self) -> None:
            for event in events:
                self.dispatch(event["type"], event)

    container = started(Publishing, job)
    (entrypoint,) = container.entrypoints
    done = [Event() for _ in range(WORKERS)]
    watch = Stopwatch(job)
    watch.start()
    for one in done:
        container.spawn_worker(
            entrypoint, (), {}, handle_result=lambda ctx, result, failed, one=one: settle(one, result, failed)
        )
    for one in done:
        one.wait(SECONDS)
    return watch.stop()


def settle(done: Event, result: Any, failed: Any) -> tuple[Any, Any]:
    if failed:
        done.send_exception(failed[1])
    else:
        done.send()
    return result, failed


def consume(job: Job) -> Answer:
    """The acknowledgement of the last one follows the moment that is taken."""
    effects = MongoClient[dict[str, Any]](job.mongodb_uri)[job.database][EFFECTS]
    watch, done, left = Stopwatch(job), Event(), iter(range(job.count - 1, -1, -1))

    class Consuming:
        name = "bench_stock"

        @event_handler(SERVICE, TYPE)  # type: ignore[untyped-decorator]
        def hear(self, event: dict[str, Any]) -> None:
            watch.start()
            effects.insert_one(effect(event))
            if next(left) == 0:
                done.send()

    container = started(Consuming, job)
    done.wait(SECONDS)
    answer = watch.stop()
    container.stop()
    return answer


def started(service: type, job: Job) -> Any:
    container = ServiceContainer(service, config={"AMQP_URI": job.amqp_uri, "max_workers": WORKERS})
    container.start()
    return container


if __name__ == "__main__":
    job.main({"publish": publish, "consume": consume})
