"""State machines as tables: verb → the states it may start from."""

from collections.abc import Collection, Mapping

from agenda.errors import TRANSITION_FORBIDDEN, Conflict

Table = Mapping[str, Collection[str]]


def allow(table: Table, verb: str, aggregate: str, status: str) -> None:
    """Conflict unless `verb` may start from `status`."""
    if status not in table[verb]:
        raise Conflict(TRANSITION_FORBIDDEN, aggregate=aggregate, status=str(status), verb=verb)
