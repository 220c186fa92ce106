"""docs/licences.md has a row for every pin that runs, with the licence the installed package says."""

import pytest

from deploy.supply import inventory
from tests.contract.deployment import ROOT

PARTS = {part.title: part for part in inventory.PARTS}


@pytest.mark.parametrize("title", PARTS)
def test_every_version_that_runs_has_its_row(title: str) -> None:
    lock = PARTS[title].lock.read_text(encoding="utf-8")
    pins = inventory.without_dev(inventory.pinned(lock))
    assert list(rows(title)) == [(pin.name, pin.version) for pin in pins], "run `make contracts`"


@pytest.mark.parametrize("title", PARTS)
def test_the_licence_is_the_one_the_package_says(title: str) -> None:
    said = inventory.licences(PARTS[title].environment)
    known = {pin: licence for pin, licence in rows(title).items() if pin in said}
    assert known == {pin: said[pin] for pin in known}
    assert known or title == inventory.STORE.title  # another store may stand in for the embedded one


def rows(title: str) -> dict[tuple[str, str], str]:
    text = (ROOT / "docs/licences.md").read_text(encoding="utf-8")
    _, _, rest = text.partition(f"## {title}\n")
    table = [row.strip("| ").split(" | ") for row in rest.partition("\n\n")[0].splitlines()]
    return {(name, version): licence for name, version, licence in table[2:]}
