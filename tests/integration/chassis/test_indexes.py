"""Indexes are as the code has them, also where an older one made them otherwise."""

from dataclasses import replace

from chassis.mongo import Index, Store
from tests.support.plans import stages

DUE = Index("things_due", "things", [("due", 1)])
OTHER = Index("things_other", "things", [("other", 1)])


def test_one_that_was_otherwise_is_made_anew(store: Store) -> None:
    store.make_indexes([DUE, OTHER])
    store.make_indexes([replace(DUE, sparse=True), OTHER])
    made = store.db["things"].index_information()
    assert made["things_due"]["sparse"]
    assert not made["things_other"].get("sparse")


def test_a_sparse_one_finds_those_that_have_the_field(store: Store) -> None:
    store.make_indexes([replace(DUE, sparse=True)])
    store.db["things"].insert_many([{"_id": 1, "due": "b"}, {"_id": 2}, {"_id": 3, "due": "a"}])
    due = store.db["things"].find({"due": {"$gte": "", "$lte": "z"}}).sort("due", 1)
    assert [row["_id"] for row in due] == [3, 1]
    assert "IXSCAN" in stages(due.clone().explain()["queryPlanner"]["winningPlan"])
