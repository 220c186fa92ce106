"""Members whom no membership service knows: facts for rows that put their own into the exchanges."""

from collections.abc import Iterable

from chassis import ids
from chassis.envelope import Event
from membership import examples
from tests.faults.books import Books
from tests.faults.injected import fact

HEARERS = ("agenda", "notify")


def admitted() -> Event:
    """Of an organisation of its own, in a committee of its own."""
    id = ids.new_id()
    data = examples.MEMBER["admitted"] | {"id": id, "committee": id, "name": {"th": "องค์กรทดสอบ"}}
    return fact("membership.member.admitted.v1", f"members/{id}", data)


def forget(books: Books, facts: Iterable[Event]) -> None:
    """Takes out of every projection what the facts put into it."""
    gone = [event.data["id"] for event in facts]
    for part in ids.in_parts(gone):
        some = {"$in": part}
        for service in HEARERS:
            books.projection(service, "members").delete_many({"_id": some})
        books.of("notify")["announcements"].delete_many({"audience": some})
        books.of("notify")["fences"].delete_many({"_id": some})
