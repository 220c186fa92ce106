"""Events to measure with: a proposal's, as its schema shows it, each a version of one of some aggregates."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chassis import clock, ids

SERVICE = "bench"
TYPE = "bench.proposal.submitted.v1"
AGGREGATES = 200
CONTRACT = Path(__file__).resolve().parents[2] / "contracts/events/agenda.proposal.submitted.v1.json"


def events(count: int) -> Iterator[dict[str, Any]]:
    """CloudEvents of about 1 KB, with sequences from 1."""
    shape = json.loads(CONTRACT.read_text(encoding="utf-8"))["examples"][0]
    aggregates = [ids.new_id() for _ in range(AGGREGATES)]
    for n in range(count):
        aggregate, event_id = aggregates[n % AGGREGATES], ids.new_id()
        yield shape | {
            "id": event_id,
            "type": TYPE,
            "source": SERVICE,
            "subject": f"proposals/{aggregate}",
            "time": clock.to_wire(clock.now()),
            "dataschema": f"/contracts/events/{TYPE}.json",
            "version": n // AGGREGATES + 1,
            "sequence": n + 1,
            "correlationid": event_id,
            "data": shape["data"] | {"id": aggregate},
        }


def write(file: Path, count: int) -> None:
    lines = (json.dumps(event, ensure_ascii=False) + "\n" for event in events(count))
    file.write_text("".join(lines), encoding="utf-8")
