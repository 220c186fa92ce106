"""Pages of the roster, in its order: only what a page needs is read.

It is read in stretches of places, bounded on both sides, along one shelf; on which others they have to stand
is a stage of its own. So a page costs the same however long the roster is, also on a store that reads on to
the end where there is no bound, and everything where no index has it all.
How far a page reaches, and which shelf is the shortest on which stretch, says the survey.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from chassis.errors import Invalid
from chassis.mongo import Document, Transaction
from chassis.stretches import BEGIN, END, Stretch
from membership import roster, roster_survey, store
from membership.model.member import Member
from membership.roster_survey import Survey

MARGIN = 1.3  # so many times what a page holds is read at once, for none to be short by one
ANOTHER_QUERY = 30  # rows that are read in the time that one more query takes


def page(tx: Transaction, committee: str, query: Mapping[str, Any]) -> tuple[list[Member], str | None]:
    """`query` is as `schemas.MembersQuery` loads it; the cursor is the id of the page's last.

    What nobody has confirmed only the secretariat sees.
    """
    begin = _place(tx, query["after"]) if query["after"] else BEGIN
    words = roster.words_asked(query["text"]) if query["text"] is not None else []
    if query["text"] is not None and not words:
        return [], None
    known = {} if tx.caller.has("secretariat") else {"confirm_by": None}
    found: list[Document] = []
    enough = query["limit"] + 1
    for (low, high), shelf, others in stretches(
        roster_survey.known(tx, committee), begin, shelves(query, words), MARGIN * enough
    ):
        where = {"committee": committee, "shelves": shelf, "place": {"$gt": low, "$lte": high}}
        left: Document = {"shelves": {"$all": others}} if others else {}
        stages = [{"$match": where}, {"$match": left | known}]
        rows = tx.db[store.members.collection].aggregate(stages, session=tx.session)
        found += sorted(rows, key=itemgetter("place"))
        if len(found) >= enough:
            break
    more = found[query["limit"] - 1]["_id"] if len(found) >= enough else None
    return [store.members.model(row) for row in found[: query["limit"]]], more


def shelves(query: Mapping[str, Any], words: Sequence[str]) -> list[str]:
    """On which they stand all: of each word, the longest first; of the goal; of state and kind."""
    asked = [*map(roster.word, sorted(words, key=len, reverse=True))]
    asked += [roster.goal(query["sdg"])] if query["sdg"] is not None else []
    standing = roster.standing(query["status"], query["kind"])
    return [*asked, standing] if standing != roster.EVERYBODY else asked or [roster.EVERYBODY]


def stretches(
    survey: Survey, begin: str, shelves: Sequence[str], enough: float
) -> Iterator[tuple[Stretch, str, list[str]]]:
    """From after `begin` to the end, planned for as many blocks at once as likely have enough: each with the
    shelf that is the shortest there, and the others."""
    ends = [*survey.milestones, END]
    low, block = begin, bisect_right(survey.milestones, begin)
    while block < len(ends):
        likely, costs = 0.0, list[list[float]]()
        for at in range(block, len(ends)):
            costs.append([survey.expected([shelf], at) for shelf in shelves])
            likely += survey.expected(shelves, at)
            if likely >= enough:
                break
        for chosen, blocks in groupby(shortest(costs)):
            block += len(list(blocks))
            others = [shelf for at, shelf in enumerate(shelves) if at != chosen]
            yield (low, ends[block - 1]), shelves[chosen], others
            low = ends[block - 1]


def shortest(costs: Sequence[Sequence[float]]) -> list[int]:
    """The way to take on each block, if it costs so many rows by each way, and each change one query."""
    total, cheapest_before = [0.0] * len(costs[0]), list[list[int]]()
    for cost in costs:
        best = min(range(len(total)), key=total.__getitem__)
        before = [way if total[way] <= total[best] + ANOTHER_QUERY else best for way in range(len(total))]
        total = [
            total[came] + (0 if came == way else ANOTHER_QUERY) + cost[way] for way, came in enumerate(before)
        ]
        cheapest_before.append(before)
    way = min(range(len(total)), key=total.__getitem__)
    taken = []
    for before in reversed(cheapest_before):
        taken.append(way)
        way = before[way]
    return taken[::-1]


def _place(tx: Transaction, id: str) -> str:
    row = tx.db[store.members.collection].find_one({"_id": id}, {"place": 1}, session=tx.session)
    if row is None:
        raise Invalid(fields={"after": ["invalid"]})
    return str(row["place"])
