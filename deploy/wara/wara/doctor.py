"""Everything that an operator should know to be wrong, one line each; nothing is changed."""

from collections.abc import Iterator

from wara.broker_findings import of_broker
from wara.definitions import SERVICES
from wara.management import Management
from wara.problem import Problem
from wara.site import Site, reached
from wara.store_findings import of_hearing, of_service


def findings() -> Iterator[str]:
    """The stores' too while the broker is away."""
    with reached() as site:
        try:
            yield from with_broker(site)
        except Problem as problem:
            yield str(problem)
        for service in SERVICES:
            yield from of_service(site, service)


def with_broker(site: Site) -> Iterator[str]:
    site.amqp_uri  # noqa: B018 - a Problem when the broker is away
    yield from of_broker(Management.of(site.plan))
    for service in SERVICES:
        yield from of_hearing(site, service)
