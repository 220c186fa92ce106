"""A service that has only a log."""

from typing import Any

from chassis.errors import Invalid


class Agenda:
    """Its log is a list of types, told under growing numbers."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.refusals: list[Exception] = []

    def read(self, body: dict[str, Any]) -> dict[str, Any]:
        if self.refusals:
            raise self.refusals.pop()
        if body["after"] > len(self.log):
            raise Invalid(fields={"after": ["beyond_the_end"]})
        through = min(body["after"] + body["limit"], len(self.log))
        items = [
            {"type": type, "sequence": number}
            for number, type in enumerate(self.log[:through], start=1)
            if number > body["after"] and (not body["types"] or type in body["types"])
        ]
        return {
            "items": items,
            "next": through if through < len(self.log) else None,
            "scanned_to": through,
        }
