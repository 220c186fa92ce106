"""Row 18: a thousand ways past the door, and nobody comes in by any of them."""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence

import pytest

from tests.e2e.client import World
from tests.faults import books, scale
from tests.faults.conftest import Keep
from tests.faults.contents import Contents
from tests.faults.doors import doors, opened
from tests.faults.standing import Standing
from tests.faults.tricks import Attempt, attempts
from tests.faults.wire import Said, say
from tests.support.polling import until
from wara.stack import Stack

SIZE = scale.size(1000)
SEED = 2561
REFUSED = {400, 401, 403, 404, 405, 409, 412, 414, 421, 422}


@pytest.mark.timeout(300)
def test_nobody_gets_past_the_door(stack: Stack, keep: Keep) -> None:
    world, standing = World(stack), Standing(stack)
    closed = doors(world)
    chosen = some_of_each(one for door in closed for one in attempts(door, stack.folder.keys))
    with books.opened(stack) as opened_books:
        contents = Contents(opened_books)
        before = until(contents.still, seconds=60, every=1)
        answers = [(one, say(stack.plan.ports.gateway, [one.said])) for one in chosen]
        entered = [(one.trick, one.door, said.answer) for one, said in answers if is_in(stack, one, said)]
        assert entered == []
        assert contents.changed(before) == {}
        statuses = {status for _, said in answers for status in said.statuses}
        assert statuses <= REFUSED | {200}, statuses
        let_in = [(door.name, opened(world, door)) for door in closed]
        assert [(name, answer.text) for name, answer in let_in if not answer.ok] == []
        assert contents.changed(before) != {}
    standing.check()
    keep("18", attempts=len(chosen), tricks=len({one.trick for one in chosen}), doors=len(closed), entered=0)


def is_in(stack: Stack, attempt: Attempt, said: Said) -> bool:
    """A success; with something harmless asked for, one that is another than nobody gets."""
    assert len(said.statuses) == 1, (attempt, said)
    if not 200 <= said.statuses[0] < 300:
        return False
    return attempt.plain is None or body(said) != body(say(stack.plan.ports.gateway, [attempt.plain]))


def body(said: Said) -> bytes:
    return said.answer.partition(b"\r\n\r\n")[2]


def some_of_each(every: Iterable[Attempt]) -> Sequence[Attempt]:
    """As many as the size is at least, each trick as often as another, at doors that a seed chooses."""
    by_trick: dict[str, list[Attempt]] = defaultdict(list)
    for one in every:
        by_trick[one.trick].append(one)
    chance, chosen = random.Random(SEED), list[Attempt]()
    for waiting in by_trick.values():
        chance.shuffle(waiting)
    while len(chosen) < SIZE:
        tricks = [trick for trick, waiting in by_trick.items() if waiting]
        chosen += [by_trick[trick].pop() for trick in tricks]
    return chosen
