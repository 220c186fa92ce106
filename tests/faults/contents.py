"""What the services keep, as fingerprints: to see that nothing of it was changed."""

import hashlib
from typing import Any

from tests.faults.books import SERVICES, Books

Fingerprints = dict[str, str]
BY_THEMSELVES = ("leases", "watermarks")


class Contents:
    def __init__(self, books: Books) -> None:
        self._books = books
        self._last: Fingerprints = {}

    def still(self) -> Fingerprints:
        """Fingerprints of every collection, when they are what they were when this was asked before."""
        last, self._last = self._last, self._fingerprints()
        return self._last if self._last == last else {}

    def changed(self, before: Fingerprints) -> dict[str, tuple[str | None, str | None]]:
        now = self._fingerprints()
        names = before.keys() | now.keys()
        return {
            name: (before.get(name), now.get(name)) for name in names if before.get(name) != now.get(name)
        }

    def _fingerprints(self) -> Fingerprints:
        return {
            f"{service}.{name}": fingerprint(self._books.of(service)[name])
            for service in SERVICES
            for name in self._books.of(service).list_collection_names()
            if name not in BY_THEMSELVES
        }


def fingerprint(collection: Any) -> str:
    documents = sorted(repr(one) for one in collection.find({}))
    return f"{len(documents)} {hashlib.sha256(''.join(documents).encode()).hexdigest()[:16]}"
