"""Proposals like the one that somebody is writing."""

from typing import Any

from agenda.handlers import showing, similar
from agenda.schemas.proposals import FindSimilar
from chassis.mongo import Transaction
from chassis.rpc import query
from chassis.schema import load

Body = dict[str, Any]
View = dict[str, Any]


class Similar:
    @query
    def find_similar(self, tx: Transaction, body: Body) -> View:
        return {"items": [showing.alike(tx, one) for one in similar.find(tx, load(FindSimilar(), body))]}
