"""The state machines as tables for the pages: from which state each verb leads where."""

from typing import Any

from membership.states import COMMITTEE, DATA_REQUEST, MEMBER, REPRESENTATIVE, Machine

MACHINES: tuple[Machine[Any, Any], ...] = (MEMBER, REPRESENTATIVE, COMMITTEE, DATA_REQUEST)
REFUSED = "–"


def table(machine: Machine[Any, Any]) -> str:
    """Markdown: a row a state, a column a verb; each cell is the state it leads to, or that it is refused."""
    verbs = list(dict.fromkeys(one.verb for one in machine.transitions))
    states = list(dict.fromkeys(state for one in machine.transitions for state in (one.source, one.target)))
    targets = {(one.source, one.verb): one.target for one in machine.transitions}
    rows = [["", *(f"`{verb}`" for verb in verbs)], ["---"] * (len(verbs) + 1)]
    rows += [[f"**{state}**", *(targets.get((state, verb), REFUSED) for verb in verbs)] for state in states]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def written_into(page: str) -> str:
    """The page with each table between its marks, `<!-- states: member -->` and `<!-- end -->`, anew."""
    for machine in MACHINES:
        before, mark, rest = page.partition(f"<!-- states: {machine.aggregate} -->\n")
        _, end, after = rest.partition("\n<!-- end -->")
        page = f"{before}{mark}{table(machine)}{end}{after}"
    return page
