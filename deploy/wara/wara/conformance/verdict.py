"""What of a case went wrong, by what the consumer says."""

from collections import Counter
from collections.abc import Iterable

from wara.conformance.cases import Case
from wara.conformance.report import Line

NAMED = 6


def missing(case: Case, lines: Iterable[Line]) -> frozenset[str]:
    """The ids that it does not say that it has dealt with."""
    return case.wanted - {line.id for line in lines}


def fault(case: Case, lines: list[Line]) -> str | None:
    """None where all went well."""
    mine = [line for line in lines if line.subject in case.newest]
    if lost := missing(case, lines):
        return f"{case.fault}: {_named(lost)} not dealt with"
    times = Counter(line.id for line in lines if line.id in case.wanted)
    if twice := [id for id, count in times.items() if count > 1]:
        return f"deals with an event each time that it comes: {_named(twice)}"
    held = {line.subject: line.version for line in mine}
    for subject, version in case.newest.items():
        if held.get(subject) != version:
            return f"trusts the order: holds version {held.get(subject)} of {subject}, not {version}"
    return None


def _named(ids: Iterable[str]) -> str:
    """As many as are worth reading."""
    first, more = sorted(ids)[:NAMED], len(set(ids)) - NAMED
    return ", ".join(first) + (f" and {more} more" if more > 0 else "")
