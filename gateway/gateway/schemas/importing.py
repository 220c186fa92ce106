from typing import ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id
from gateway.schemas.members import NewMember
from gateway.schemas.parts import View, chosen, says
from gateway.schemas.problems import Problem

ROWS_AT_ONCE = 100


class Import(Schema):
    """A list of the secretariat's. Without `commit` nothing is made, and each row is told what would be."""

    rows = fields.List(
        fields.Dict(keys=fields.String()),
        required=True,
        validate=validate.Length(min=1, max=ROWS_AT_ONCE),
        metadata=says(
            "Each as an application states an organisation; one that is at fault hinders no other."
        ),
    )
    commit = fields.Boolean(load_default=False)
    committee = Id(metadata=says("By default the installation's first."))

    EXAMPLE: ClassVar = {"rows": [NewMember.EXAMPLE], "commit": False}


class Verdict(View):
    row = fields.Integer(required=True, metadata=says("From 1."))
    verdict = chosen(("fit", "made", "refused"), required=True)
    id = fields.UUID(metadata=says("Of the member that was made."))
    problem = fields.Nested(Problem, metadata=says("Why it is refused."))


class Verdicts(View):
    items = fields.List(fields.Nested(Verdict), required=True)

    EXAMPLE: ClassVar = {"items": [{"row": 1, "verdict": "fit"}]}
