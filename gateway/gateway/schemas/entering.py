"""How something came that the secretariat enters for somebody else."""

from typing import Any

from marshmallow import Schema, fields, validate

from gateway.schemas.parts import Day, chosen, says

CHANNELS = ("letter", "telephone", "e_mail", "in_person")


class Received(Schema):
    """When it was received, and by which way."""

    channel = chosen(CHANNELS, required=True)
    on = Day(required=True, metadata=says("The day it was received."))
    reference = fields.String(
        validate=validate.Length(min=1, max=200),
        metadata=says("The letter's number, as it stands there."),
    )


def consent_came(**kwargs: Any) -> fields.Nested:
    return fields.Nested(
        Received,
        metadata=says("How they said what may be shown, by the secretariat only: it stands in the consents."),
        **kwargs,
    )
