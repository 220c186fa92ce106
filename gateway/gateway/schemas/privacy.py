"""The breach report: what the notice of a breach has to say, by ids alone."""

from typing import Any, ClassVar

from marshmallow import Schema, fields, validate

from gateway.schemas.parts import Moment, View, chosen, says

CATEGORIES = ("identity", "contact")
FORMATS = ("json", "csv")
_PERSON = "representatives/0198a6c1-0f42-7d1b-9a55-3c7e81d20b03"


class BreachReportQuery(Schema):
    since = Moment(data_key="from", required=True, metadata=says("The first moment of the period."))
    until = Moment(metadata=says("The period ends before it; now, where it is not said."))
    caller = fields.String(
        validate=validate.Length(min=1, max=200),
        metadata=says("Only what was shown to this caller: the `sub` of a token, the owner of a key."),
    )
    format = chosen(FORMATS, "For links, which cannot set `Accept`; it wins over it.")


class Category(View):
    category = chosen(CATEGORIES, required=True)
    subjects = fields.Integer(required=True, metadata=says("Of how many of the items."))
    fields_ = fields.List(fields.String(), data_key="fields", attribute="fields", required=True)


class ShownOfOne(View):
    """What was shown of one person in the period."""

    subject = fields.String(
        required=True,
        metadata=says(
            "`representatives/<id>` or `attendees/<id>`, a person; `scans/<id>`, `incoming-mails/<id>`: whom"
            " they name is to be looked up there."
        ),
    )
    fields_ = fields.List(fields.String(), data_key="fields", attribute="fields", required=True)
    categories = fields.List(chosen(CATEGORIES), required=True)
    first_at = fields.String(required=True)
    last_at = fields.String(required=True)
    disclosures = fields.Integer(required=True, metadata=says("How often."))
    callers = fields.List(fields.String(), required=True, metadata=says("To whom, by ids that name nobody."))
    routes = fields.List(fields.String(), required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "subject": _PERSON,
        "fields": ["email", "name", "post"],
        "categories": ["contact", "identity"],
        "first_at": "2020-09-01T03:00:00.000Z",
        "last_at": "2020-09-01T03:20:00.000Z",
        "disclosures": 2,
        "callers": ["officer-1"],
        "routes": ["GET /v1/members/{member}/representatives"],
    }


class BreachReport(View):
    """Whose data were shown in a period, which fields of them, when and to whom. It names nobody."""

    since = fields.String(data_key="from", attribute="from", required=True)
    until = fields.String(required=True)
    disclosures = fields.Integer(required=True, metadata=says("How many answers showed some."))
    persons = fields.Integer(required=True, metadata=says("Of how many persons."))
    others = fields.Integer(required=True, metadata=says("Records that name persons known by no id."))
    categories = fields.List(fields.Nested(Category), required=True)
    items = fields.List(fields.Nested(ShownOfOne), required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "from": "2020-09-01T00:00:00.000Z",
        "until": "2020-09-02T00:00:00.000Z",
        "disclosures": 2,
        "persons": 1,
        "others": 0,
        "categories": [
            {"category": "contact", "subjects": 1, "fields": ["email"]},
            {"category": "identity", "subjects": 1, "fields": ["name", "post"]},
        ],
        "items": [ShownOfOne.EXAMPLE],
    }
