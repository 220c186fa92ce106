"""A service, of which a part that runs beside its methods fails at once."""

from typing import Any

from nameko.extensions import DependencyProvider

from chassis.rpc import Runtime


class Failing(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    def start(self) -> None:
        self.container.spawn_managed_thread(self._fail)

    def get_dependency(self, worker_ctx: Any) -> None:
        return None

    def _fail(self) -> None:
        raise RuntimeError("inside")


class FailingService:
    name = "failing"
    runtime = Runtime()
    failing = Failing()
