"""What the data say over a year."""

from typing import Any

from agenda.handlers import reports
from agenda.handlers.report_showing import report
from agenda.schemas.reports import ReportGoals
from chassis.mongo import Transaction
from chassis.rpc import query
from chassis.schema import load

Body = dict[str, Any]
View = dict[str, Any]


class Reports:
    @query
    def report_goals(self, tx: Transaction, body: Body) -> View:
        return report(reports.sdgs(tx, load(ReportGoals(), body)))
