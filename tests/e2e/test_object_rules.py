"""Rows of `gateway.object_rules`, tried on the running system by all whom it keeps out and by whose it is."""

from collections.abc import Iterator, Mapping

import pytest

from agenda.errors import OTHER_COMMITTEE
from chassis.commands import COMMANDS
from gateway.access import ACCESS
from gateway.object_rules import CLOSED, NARROWED, Routes, Rule
from gateway.roles import EXPERT, OPERATOR, PARTNER, PUBLIC, REPRESENTATIVE
from tests.e2e.asked import ASKED, WRONG, Ask, Ids
from tests.e2e.belongings import Belongings
from tests.e2e.client import World
from tests.e2e.mails import Mails
from tests.faults import books

ROLE_OF = {
    "owner": REPRESENTATIVE,
    "another": REPRESENTATIVE,
    "elsewhere": REPRESENTATIVE,
    "stranger": REPRESENTATIVE,
    "expert": EXPERT,
    "another expert": EXPERT,
    "partner": PARTNER,
    "operator": OPERATOR,
    "nobody": PUBLIC,
}
OUTSIDE = ("elsewhere", "partner", "operator", "nobody")
OTHERS = (*OUTSIDE, "another", "expert")
KEPT_OUT: Mapping[Rule, tuple[str, ...]] = dict.fromkeys(Rule, OTHERS) | {
    Rule.COMMITTEE: (*OUTSIDE, "expert"),
    Rule.TAKES_PART: OUTSIDE,
    Rule.REVIEWER: ("another expert",),
    Rule.ONESELF: ("stranger", "expert"),
    Rule.HOLDER: ("another", "nobody"),
}
LET_IN = dict.fromkeys(Rule, "owner") | {
    Rule.COMMITTEE: "another",
    Rule.TAKES_PART: "another",
    Rule.REVIEWER: "expert",
    Rule.HOLDER: "nobody",
}
OF_THE_GATEWAY = {
    "GET /v1/sessions",
    "POST /v1/sessions/{id}/end",
    "GET /sign-in/callback",
    "GET /v1/events",
    *CLOSED[Rule.GRANTED],
}
"""What it decides by itself is tried in `test_gateway_sessions`, `test_gateway_provider`,
`test_gateway_partners`, `test_gateway_commands_told` and `test_gateway_webhook_orders`."""
BY_LETTER = ("confirm", "answer", "unsubscribe", "sign-in/link")
"""Links that are opened in `test_joining`, `test_replying` and `test_signing_in`."""
Row = tuple[Rule, str]


def rows(table: Mapping[Rule, Routes]) -> list[Row]:
    """In an order in which whose they are can do them one after the other."""
    ordered = [(rule, route) for rule in reversed([*table]) for route in table[rule]]
    return [row for row in ordered if row[1] not in OF_THE_GATEWAY]


def named(part: object) -> str:
    return part.name if isinstance(part, Rule) else str(part)


def kept_out(row: Row) -> list[str]:
    """Those whom the route lets in by their role: that no others come in is tried with each role."""
    rule, route = row
    found = [who for who in KEPT_OUT[rule] if ROLE_OF[who] in ACCESS[route]]
    assert found
    return found


class Asking:
    def __init__(self, world: World, mails: Mails) -> None:
        self._gateway, self._things = world.public.gateway, Belongings(world, mails)
        self.ids: Ids = self._things.ids | {"token of the office": world.stack.token("secretariat")}

    def ask(self, row: Row, who: str, **secrets: str) -> tuple[int, str]:
        route, token = row[1], self._things.callers[who]
        answer = ASKED.get(row, Ask()).send(self._gateway, route, token, {**self.ids, **secrets})
        return answer.status_code, "" if route.endswith("/stream") else answer.text

    def shows_all(self, row: Row, text: str) -> bool:
        return ASKED.get(row, Ask()).mark(self.ids) in text


@pytest.fixture(scope="module")
def asking(world: World, mails: Mails) -> Asking:
    return Asking(world, mails)


@pytest.fixture(scope="module")
def kept(world: World) -> Iterator[books.Books]:
    with books.opened(world.stack) as kept:
        yield kept


def commands(kept: books.Books) -> int:
    """That the services carried out."""
    return sum(kept.of(service)[COMMANDS].count_documents({}) for service in books.SERVICES)


def test_all_others_are_refused_and_nothing_is_done(asking: Asking, kept: books.Books) -> None:
    before, entered = commands(kept), list[tuple[Row, str, int, str]]()
    for row in rows(CLOSED):
        for who in kept_out(row):
            status, text = asking.ask(row, who, **(WRONG if row[0] is Rule.HOLDER else {}))
            if status not in (403, 404) and OTHER_COMMITTEE not in text:
                entered.append((row, who, status, text))
    assert entered == []
    assert commands(kept) == before


@pytest.mark.parametrize(("rule", "route"), rows(NARROWED), ids=named)
def test_what_is_not_theirs_is_left_out(asking: Asking, rule: Rule, route: str) -> None:
    row = (rule, route)
    status, text = asking.ask(row, LET_IN[rule])
    assert (status, asking.shows_all(row, text)) == (200, True), text
    for who in kept_out(row):
        status, text = asking.ask(row, who)
        assert (status < 500, asking.shows_all(row, text)) == (True, False), (who, status, text)


@pytest.mark.parametrize(
    ("rule", "route"),
    [(rule, route) for rule, route in rows(CLOSED) if not route.endswith(BY_LETTER)],
    ids=named,
)
def test_whose_it_is_comes_in(asking: Asking, rule: Rule, route: str) -> None:
    """Where something else stands against it by now, they are told what."""
    status, text = asking.ask((rule, route), LET_IN[rule])
    assert status in (200, 201, 204, 409), (status, text)
    assert OTHER_COMMITTEE not in text
