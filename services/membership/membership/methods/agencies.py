"""What other systems tell of agencies. Each answers with the subjects of what was changed."""

from collections.abc import Iterable
from typing import Any

from chassis.mongo import Transaction
from chassis.rpc import command
from chassis.schema import load
from membership import agency_schemas
from membership.handlers import agencies

Body = dict[str, Any]
NAMED_AT_MOST = 500


class Agencies:
    @command
    def rename_agency(self, tx: Transaction, body: Body) -> Body:
        return _changed(agencies.rename(tx, load(agency_schemas.Renaming(), body)))

    @command
    def merge_agencies(self, tx: Transaction, body: Body) -> Body:
        return _changed(agencies.merge(tx, load(agency_schemas.Merging(), body)))

    @command
    def split_agency(self, tx: Transaction, body: Body) -> Body:
        return _changed(agencies.split(tx, load(agency_schemas.Splitting(), body)))

    @command
    def dissolve_agency(self, tx: Transaction, body: Body) -> Body:
        return _changed(agencies.dissolve(tx, load(agency_schemas.Dissolution(), body)))


def _changed(members: Iterable[str]) -> Body:
    return {"changed": [f"members/{id}" for id in dict.fromkeys(members)][:NAMED_AT_MOST]}
