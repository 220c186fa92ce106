"""What somebody is writing, and what was proposed already that is like it."""

from typing import Any, ClassVar

from marshmallow import Schema, fields

from chassis.schema import Id, Text
from gateway.schemas.parts import PAGES, TITLE, Number, View, chosen, says
from gateway.schemas.proposals import STATUSES

_TITLE = {"th": "คุณภาพอากาศในเขตเมือง", "en": "Air quality in cities"}


class Writing(Schema):
    title = Text(max=TITLE, required=True)
    text = Text(max=PAGES, metadata=says("The rationale, as far as it is written."))
    committee = Id(metadata=says("By default the installation's first."))

    EXAMPLE: ClassVar[dict[str, Any]] = {"title": _TITLE}


class SimilarProposal(View):
    id = fields.UUID(required=True)
    status = chosen(STATUSES, required=True)
    reference = fields.Nested(Number, required=True)
    title = Text(required=True)
    proposed_by = fields.UUID(required=True)
    score = fields.Float(
        required=True,
        metadata=says("How much of what is written it says: 1 is all of it. Rare words count most."),
    )


class SimilarProposals(View):
    """Ten at most, the most alike first."""

    items = fields.List(fields.Nested(SimilarProposal), required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "items": [
            {
                "id": "0198a6d1-31aa-7e02-8c40-91b7f60d5a11",
                "status": "admissible",
                "reference": {"ordinal": 12, "year_be": 2561, "display": {"th": "๑๒/๒๕๖๑", "en": "12/2561"}},
                "title": {"th": "คุณภาพอากาศ"},
                "proposed_by": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02",
                "score": 0.62,
            }
        ]
    }
