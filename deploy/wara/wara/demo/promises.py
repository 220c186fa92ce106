"""What must have happened when all is done: so that a pause is not mistaken for the end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wara.api import View

DELIVERED = "notify.notification.delivered.v1"


@dataclass
class Promises:
    """`facts` are the newest versions that the API answered with, by subject; each is to be told.

    `letters` are (template, about, member); each is to be delivered.
    """

    facts: dict[str, int] = field(default_factory=dict)
    letters: set[tuple[str, str, str]] = field(default_factory=set)

    def told(self, collection: str, view: View) -> View:
        """`view` as it is."""
        subject = f"{collection}/{view['id']}"
        self.facts[subject] = max(view["version"], self.facts.get(subject, 0))
        return view

    def written(self, template: str, about: str, members: Iterable[str]) -> None:
        self.letters.update((template, about, member) for member in members)

    def kept_by(self, events: Iterable[Mapping[str, Any]]) -> bool:
        versions: dict[str, int] = {}
        delivered = set()
        for event in events:
            subject, data = event["subject"], event["data"]
            versions[subject] = max(event["version"], versions.get(subject, 0))
            if event["type"] == DELIVERED:
                delivered.add((data["template"], data["about"], data["member"]))
        told = all(versions.get(subject, 0) >= version for subject, version in self.facts.items())
        return told and self.letters <= delivered
