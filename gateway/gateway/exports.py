"""A list of a service's as a file, in the form that was asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response

from chassis.config import DEADLINE_SECONDS
from gateway import ask, negotiation, sheets
from gateway.disclosures.record import show
from gateway.resource import View, linked

PAGE, MOST = 100, 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """Which list becomes a file of this `name`; `row` says what of each item stands in which column."""

    name: str
    service: str
    method: str
    columns: Sequence[str]
    row: Callable[[Mapping[str, Any]], sheets.Row]

    def file(self, query: View) -> Response:
        """As many as a file holds; the next one is linked."""
        form = negotiation.sheet_format(query.pop("format", None))
        sheet, after = sheets.FORMS[form](self.columns, self.name), None
        for page in self._pages(query):
            show(page)
            for item in page["items"]:
                sheet.add(self.row(item))
            after = page["next"]
        response = Response(sheet.content(), mimetype=negotiation.SHEETS[form])
        response.headers["Content-Disposition"] = f"attachment; filename={self.name}.{form}"
        response.headers.update(linked({"next": after})[1])
        return response

    def _pages(self, query: View) -> Iterator[View]:
        for _ in range(MOST // PAGE):
            page = ask.query(self.service, self.method, {**query, "limit": PAGE}, DEADLINE_SECONDS)
            yield page
            if page["next"] is None:
                return
            query = {**query, "after": page["next"]}
