"""The 17 goals against what was proposed, decided, referred and charged in one year.

Four queries along an index each, of one year of one committee; of what they find only a few fields are read.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from agenda.following.store import counted
from agenda.handlers import projections
from agenda.model.number import BANGKOK, BUDDHIST_ERA, buddhist_year
from agenda.model.tally import Tallies, Tally
from chassis.mongo import Transaction

Command = dict[str, Any]
AGENCY = "government_agency"


@dataclass(frozen=True, slots=True)
class Report:
    year_be: int
    committee: str
    tallies: Tallies
    agencies: dict[str, Any]


def sdgs(tx: Transaction, command: Command) -> Report:
    committee = projections.committee(tx, command["committee"]).id
    year = command["year_be"] or buddhist_year(tx.now)
    of_year = {"committee": committee, "year_be": year}
    tallies = Tallies()
    proposed = {"committee": committee, "reference.year_be": year}
    tallies.count(counted(tx, "proposals", proposed), Tally.proposed)
    decided = {"committee": committee, "resolution.decided_at": _within(year)}
    tallies.count(counted(tx, "proposals", decided, "resolution.kind"), Tally.decided)
    tallies.count(counted(tx, "referrals", of_year, "status"), Tally.referred)
    tallies.count(counted(tx, "actions", of_year, "status", "overdue", "owner"), Tally.charged)
    owners = projections.members(tx, tallies.total.owners)
    agencies = {id: one.name for id, one in owners.items() if one.kind == AGENCY}
    return Report(year, committee, tallies, agencies)


def _within(year_be: int) -> dict[str, datetime]:
    """From the first moment of the year in Bangkok to that of the next."""
    begin, end = (datetime(year - BUDDHIST_ERA, 1, 1, tzinfo=BANGKOK) for year in (year_be, year_be + 1))
    return {"$gte": begin.astimezone(UTC), "$lt": end.astimezone(UTC)}
