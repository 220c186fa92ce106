"""Which rule decides whose a thing must be: said of every route that lets somebody in who stands for one."""

import pytest

from gateway.access import ACCESS
from gateway.object_rules import ALIKE, BOUND, CLOSED, NARROWED, RULED, check_ruled
from gateway.roles import OFFICE, SPEAKERS


def test_every_route_that_is_open_to_who_stands_for_somebody_has_a_rule() -> None:
    assert {route for route, roles in ACCESS.items() if roles & BOUND} == RULED


def test_a_route_without_a_rule_stops_the_process() -> None:
    access = {"GET /v1/secrets": SPEAKERS, "GET /v1/archives": OFFICE}
    with pytest.raises(LookupError, match=r"gateway\.object_rules: GET /v1/secrets$"):
        check_ruled(access, access)


def test_no_rule_names_a_route_twice_and_what_is_alike_is_nobodys() -> None:
    for routes in (ALIKE, *CLOSED.values(), *NARROWED.values()):
        assert len(routes) == len(set(routes))
        assert routes is ALIKE or not set(routes) & set(ALIKE)
