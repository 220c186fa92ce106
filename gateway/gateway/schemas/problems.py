from typing import ClassVar

from marshmallow import fields

from gateway.schemas.parts import View, says


class FieldError(View):
    field = fields.String(required=True, metadata=says("Dotted path: `representative.email`."))
    code = fields.String(required=True, metadata=says("Stable: `required`, `too_long` …"))
    text = fields.String(required=True, metadata=says("For people, in the language of the request."))


class Problem(View):
    """A refusal (RFC 9457). Rely on `code`; `title` and `detail` are for people."""

    type = fields.String(required=True, metadata=says("Where the code is explained."))
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    code = fields.String(required=True, metadata=says("Stable: `not_found`, `agenda.number_taken` …"))
    detail = fields.String()
    instance = fields.String(metadata=says("`urn:uuid:…` of this request; our logs know it."))
    params = fields.Dict(keys=fields.String(), metadata=says("The values that the detail speaks of."))
    errors = fields.List(fields.Nested(FieldError), metadata=says("What is wrong with which field."))

    EXAMPLE: ClassVar = {
        "type": "/problems#invalid",
        "title": "The request does not fit the schema",
        "status": 422,
        "code": "invalid",
        "instance": "urn:uuid:0198a6d2-7c10-7f3a-8d11-5a0c2e9b4f77",
        "errors": [{"field": "title", "code": "required", "text": "This is needed"}],
    }
