"""The texts that a proposal had."""

from typing import Any

from agenda.handlers import showing, versions
from agenda.schemas.versions import CompareVersions, ListVersions, OneVersion
from chassis.mongo import Transaction
from chassis.rpc import query
from chassis.schema import load

Body = dict[str, Any]
View = dict[str, Any]


class Versions:
    @query
    def list_versions(self, tx: Transaction, body: Body) -> View:
        return showing.page(tx, showing.listed_version, versions.page(tx, load(ListVersions(), body)))

    @query
    def get_version(self, tx: Transaction, body: Body) -> View:
        return showing.version(tx, versions.get(tx, load(OneVersion(), body)))

    @query
    def compare_versions(self, tx: Transaction, body: Body) -> View:
        return versions.compare(tx, load(CompareVersions(), body))
