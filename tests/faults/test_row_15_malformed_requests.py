"""Row 15: whatever is asked, rightly or wrongly, is answered without a fault of ours and shows none."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest

from tests.e2e.client import World
from tests.faults import scale
from tests.faults.conftest import GIVEN_SERVERS, Keep, offset
from tests.faults.document import Document
from tests.faults.known import Known
from tests.faults.leaks import leaked
from tests.faults.malformed import malformed
from tests.faults.smuggling import BEHIND, SHAPES
from tests.faults.standing import Standing
from tests.faults.wire import Said, say
from tests.support.stack import ROOT, running
from wara.stack import Stack

SEED = 2561
EXAMPLES, REQUESTS = scale.size(20), scale.size(10_000)
STRETCH = 40  # operations that are asked about the same things

BESIDE_THE_OTHER = 50

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    """One that nobody else needs afterwards: what is asked for at random may change anything."""
    environment = {name: value for name, value in os.environ.items() if name not in GIVEN_SERVERS}
    beside = offset() + BESIDE_THE_OTHER
    with running(Stack(ROOT, beside, ROOT / f".local/faults-{beside}", environment)) as stack:
        yield stack


class Heard:
    """What was answered, and what was wrong about it."""

    def __init__(self) -> None:
        self.statuses: Counter[int] = Counter()
        self.ill: list[tuple[Any, ...]] = []

    def hear(self, status: int, content: bytes, asked: bytes, *about: Any) -> None:
        self.statuses[status] += 1
        if status >= 500 or leaked(content, asked):
            self.ill.append((status, leaked(content, asked), *about, asked, content[:300]))


@scale.only_full("row 15, the whole document,")
def test_the_whole_document(stack: Stack, keep: Keep) -> None:
    world, standing, heard = World(stack), Standing(stack), Heard()

    def hear(operation: str, who: str, answer: Any) -> None:
        text = b"" if is_binary(answer.headers) else answer.content
        heard.hear(answer.status_code, text, asked_by(answer.request), operation, who)

    document = Document(stack.urls.gateway, hear)
    operations = list(document.operations())
    for number, operation in enumerate(operations):
        if number % STRETCH == 0:
            known = Known(world)
            document.take_turns(tokens(stack, known))
        document.ask(operation, known.parameters(operation.path), EXAMPLES, SEED + number)
    assert heard.ill == []
    standing.check()
    keep("15", document=len(operations), answers=heard.statuses.total(), succeeded=heard.statuses[200])


def test_malformed_requests(stack: Stack, keep: Keep) -> None:
    standing, heard = Standing(stack), Heard()
    requests = Known(World(stack)).requests()
    for request in requests:
        assert say(stack.plan.ports.gateway, [request.raw()]).statuses, request
    for raw in malformed(requests, REQUESTS, SEED):
        said = say(stack.plan.ports.gateway, [raw])
        for status in said.statuses or [0]:
            heard.hear(status, said.answer, raw)
    assert heard.ill == []
    standing.check()
    keep("15", raw=REQUESTS, refused=sum(heard.statuses[status] for status in range(400, 500)))


def test_what_two_may_read_differently_is_refused(stack: Stack) -> None:
    port = stack.plan.ports.gateway
    assert say(port, [BEHIND + BEHIND]).statuses == [200, 200]
    said = {shape: say(port, [raw + BEHIND]) for shape, raw in SHAPES.items()}
    assert {shape: one for shape, one in said.items() if not is_refused(one)} == {}


def is_refused(said: Said) -> bool:
    """Nothing that stands behind it is answered: nobody knows where it ends."""
    return said.statuses == [400] and said.closed


def asked_by(request: Any) -> bytes:
    body = request.body or b""
    return unquote_to_bytes(request.url) + (body.encode() if isinstance(body, str) else bytes(body))


def is_binary(headers: Mapping[str, Any]) -> bool:
    return not str(headers.get("content-type", [""])[0]).startswith(
        ("application/json", "application/problem")
    )


def tokens(stack: Stack, known: Known) -> dict[str, str | None]:
    """Who gets furthest has the most turns."""
    office, member = known.office, known.member
    return {
        "the secretariat": office,
        "a member": member,
        "an operator": stack.token("operator"),
        "the secretariat again": office,
        "nobody": None,
    }
