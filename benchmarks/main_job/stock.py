"""`python -m benchmarks.main_job.stock service|gateway`: the two requests as nameko has them out of the box.

nameko.web, nameko RPC, a plain pymongo read and update, an EventDispatcher after it: no transaction, no
outbox, no command ids, no signature, no sign-in. Settings come from the environment.
"""

import eventlet

eventlet.monkey_patch()

import json  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402
from datetime import UTC, datetime  # noqa: E402
from typing import Any  # noqa: E402

from nameko.events import EventDispatcher  # noqa: E402
from nameko.extensions import DependencyProvider  # noqa: E402
from nameko.rpc import RpcProxy, rpc  # noqa: E402
from nameko.runners import ServiceRunner  # noqa: E402
from nameko.web.handlers import http  # noqa: E402
from pymongo import MongoClient  # noqa: E402

WORKERS = 50  # as ours


class Proposals(DependencyProvider):  # type: ignore[misc]
    def setup(self) -> None:
        client: MongoClient[dict[str, Any]] = MongoClient(os.environ["MONGODB_URI"])
        self.collection = client[os.environ["MONGODB_DATABASE"]].proposals

    def get_dependency(self, worker_ctx: Any) -> Any:
        return self.collection


class StockAgenda:
    name = "stock_agenda"
    proposals = Proposals()
    dispatch = EventDispatcher()

    @rpc  # type: ignore[untyped-decorator]
    def get_proposal(self, id: str) -> Any:
        return self.proposals.find_one({"_id": id})

    @rpc  # type: ignore[untyped-decorator]
    def submit_proposal(self, id: str) -> Any:
        submitted = {"status": "submitted", "submitted_at": datetime.now(UTC).isoformat()}
        self.proposals.update_one({"_id": id}, {"$set": submitted})
        proposal = self.proposals.find_one({"_id": id})
        self.dispatch("proposal_submitted", proposal)
        return proposal


class StockGateway:
    name = "stock_gateway"
    agenda = RpcProxy("stock_agenda")

    @http("GET", "/proposals/<string:id>")  # type: ignore[untyped-decorator]
    def get_proposal(self, request: Any, id: str) -> tuple[int, dict[str, str], str]:
        return answer(self.agenda.get_proposal(id))

    @http("POST", "/proposals/<string:id>/submit")  # type: ignore[untyped-decorator]
    def submit_proposal(self, request: Any, id: str) -> tuple[int, dict[str, str], str]:
        return answer(self.agenda.submit_proposal(id))


def answer(proposal: Any) -> tuple[int, dict[str, str], str]:
    return 200, {"Content-Type": "application/json"}, json.dumps(proposal, ensure_ascii=False)


if __name__ == "__main__":
    runner = ServiceRunner(
        {
            "AMQP_URI": os.environ["AMQP_URI"],
            "WEB_SERVER_ADDRESS": f"127.0.0.1:{os.environ['WEB_PORT']}",
            "max_workers": WORKERS,
        }
    )
    runner.add_service({"service": StockAgenda, "gateway": StockGateway}[sys.argv[1]])
    runner.start()
    runner.wait()
