"""What was proposed already that is like what somebody is writing."""

from typing import Any, NamedTuple

from agenda import similarity, store
from agenda.handlers import projections
from agenda.model.proposal import Proposal
from agenda.store import PROPOSALS
from chassis.mongo import Transaction

Command = dict[str, Any]
SHOWN = 10


class Alike(NamedTuple):
    proposal: Proposal
    score: float


def find(tx: Transaction, command: Command) -> list[Alike]:
    """The most alike first; of equals, the newest."""
    committee = projections.committee(tx, command["committee"]).id
    asked = similarity.words_asked(command["title"], command["text"] or {})
    found = {word: store.proposals_with(tx, committee, word, similarity.COMMON + 1) for word in asked}
    scores = similarity.scores(found)
    best = sorted(scores, key=lambda id: (scores[id], id), reverse=True)[:SHOWN]
    proposals = {one.id: one for one in PROPOSALS.find(tx, {"_id": {"$in": best}})}
    return [Alike(proposals[id], scores[id]) for id in best]
