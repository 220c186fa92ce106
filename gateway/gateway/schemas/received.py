"""How a proposal came that the secretariat entered for a member."""

from typing import ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id
from gateway.schemas.parts import Day, View, chosen, says

WAYS = ("letter", "mail", "telephone", "in_person")
_SOURCE = says("What it is found by: a letter's number, say. For the member and the secretariat.")


class NewEntry(Schema):
    by = chosen(WAYS, required=True)
    on = Day(required=True, metadata=says("The day it was received: also 2561-01-31."))
    source = fields.String(validate=validate.Length(min=1, max=200), metadata=_SOURCE)


class EntryWithScan(NewEntry):
    scan = Id(
        metadata=says("A file with the proposal, from then on for the member and the secretariat alone.")
    )


class EntryChanges(Schema):
    received = fields.Nested(EntryWithScan, required=True)

    EXAMPLE: ClassVar = {"received": {"by": "letter", "on": "2018-08-17", "source": "ที่ ตย ๑/๒๕๖๑"}}


class Entered(View):
    by = chosen(WAYS, required=True)
    on = fields.String(required=True)
    source = fields.String(metadata=_SOURCE)
    scan = fields.UUID(metadata=says("A file; as above."))
