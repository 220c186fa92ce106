"""What an authority did to agencies, told to membership, shows through the whole system."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.client import Organisation, World, succeeded
from tests.support.asking import Asker
from tests.support.polling import until
from wara.stack import Stack

TOLD = {"on": "2019-05-02", "authority": "พระราชบัญญัติปรับปรุงกระทรวง ทบวง กรม (ฉบับที่ ๑๙) พ.ศ. ๒๕๖๒"}


@pytest.fixture
def services(stack: Stack, tmp_path: Path) -> Iterator[Asker]:
    """Called as the gateway calls them."""
    with Asker.started(stack.env("gateway"), tmp_path / "asker.log") as asker:
        yield asker


def agency(world: World) -> tuple[Organisation, str]:
    """With its registry number."""
    one = world.organisation(kind="government_agency")
    path, number = f"/v1/members/{one.id}", f"วท {one.id[-12:]}"
    tag = one.speaking.get(path).headers["ETag"]
    succeeded(one.speaking.patch(path, {"registry_number": number}, If_Match=tag))
    return one, number


def test_a_renamed_agency_then_merged_is_shown_as_what_it_became(world: World, services: Asker) -> None:
    (old, number), (other, other_number) = agency(world), agency(world)
    proposal = world.submitted(old)["id"]
    name = {"th": f"กระทรวงการอุดมศึกษา {number}", "en": f"Ministry of Higher Education {number}"}

    def tell(method: str, **body: Any) -> list[str]:
        changed: list[str] = services.call("membership", method, TOLD | body, roles=("partner",))["changed"]
        return changed

    assert tell("rename_agency", registry_number=number, name=name) == [f"members/{old.id}"]
    until(lambda: _names(world, proposal) == [name])
    assert _proposers(world, proposal) == [name["th"]]
    into = {"registry_number": other_number, "name": {"th": f"กระทรวงใหม่ {other_number}"}}
    assert len(tell("merge_agencies", registry_numbers=[number], into=into)) == 2
    until(lambda: _names(world, proposal) == [into["name"]])
    assert world.public.read(f"/v1/proposals/{proposal}")["proposed_by"] == other.id
    known = world.public.read(f"/v1/members/{other.id}")["also_known_as"]
    assert next(one["name"] for one in known if one["id"] == old.id) == name
    history = world.office.read(f"/v1/members/{old.id}/history?limit=100")["items"]
    assert [TOLD["authority"] in one["reason"]["th"] for one in history if "reason" in one] == [True, True]


def _names(world: World, proposal: str) -> list[dict[str, str]]:
    """Of the members that stand in what became of it."""
    return list(world.public.read(f"/v1/proposals/{proposal}/trace")["members"].values())


def _proposers(world: World, proposal: str) -> list[str]:
    exported = world.public.get("/v1/proposals/export?format=csv").content.decode("utf-8-sig")
    return [row["proposer_th"] for row in csv.DictReader(io.StringIO(exported)) if row["id"] == proposal]
