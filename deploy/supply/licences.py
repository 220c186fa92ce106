"""docs/licences.md: each package that runs, with its version and its licence."""

from deploy.supply.inventory import PARTS, Part, running

INTRODUCTION = """\
# Licences of what runs

Written by `make contracts` from the pinned lists and from what each package says of itself once installed; a
change by hand is lost. An SPDX expression where the package says one, else its own words, several of them
with a semicolon between. What only tests or measures is not here. `make sbom` says the same for machines.
"""


def page() -> str:
    return "\n".join([INTRODUCTION, *(section(part) for part in PARTS)])


def section(part: Part) -> str:
    rows = [["package", "version", "licence"], ["---"] * 3]
    rows += [[pin.name, pin.version, licence] for pin, licence in running(part).items()]
    return "\n".join([f"## {part.title}", *(f"| {' | '.join(row)} |" for row in rows), ""])
