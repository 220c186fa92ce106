"""What members and people agreed to have shown to everybody, and took back."""

from typing import Any, ClassVar

from marshmallow import fields

from chassis.schema import Text
from gateway.schemas.entering import CHANNELS
from gateway.schemas.parts import Day, Page, View, chosen, says

TO = ("registry_number", "website", "representatives", "named")


class ConsentCame(View):
    channel = chosen(("page", *CHANNELS), "A `page`: by whoever speaks for them, here.", required=True)
    on = Day()
    reference = fields.String()


class Consent(View):
    """A fact each; of one thing the newest counts."""

    id = fields.UUID(required=True)
    member = fields.UUID(required=True)
    about = fields.String(
        required=True, metadata=says("Whose it is: `members/<id>` or `representatives/<id>`.")
    )
    to = chosen(TO, "What everybody is shown: `named` is a representative's name and post.", required=True)
    given = fields.Boolean(required=True, metadata=says("Or taken back."))
    wording = fields.Integer(required=True, metadata=says("The number of the wording, which never changes."))
    words = Text(required=True, metadata=says("What was agreed to."))
    how = fields.Nested(ConsentCame, metadata=says("Absent where the secretariat did not say."))
    at = fields.String(required=True, metadata=says("When it was recorded."))
    by = fields.String(required=True, metadata=says("Who recorded it, by an id that names nobody."))
    roles = fields.List(fields.String())

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b11",
        "member": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02",
        "about": "representatives/0198a6c1-0f42-7d1b-9a55-3c7e81d20b03",
        "to": "named",
        "given": True,
        "wording": 1,
        "words": {"en": "That my name and post, as who speaks for it, are shown to everybody …"},
        "how": {"channel": "letter", "on": "2018-01-15", "reference": "ที่ ตย ๑/๒๕๖๑"},
        "at": "2018-01-16T03:00:00.000Z",
        "by": "officer-1",
        "roles": ["secretariat"],
    }


class ConsentPage(Page):
    items = fields.List(fields.Nested(Consent), required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {"items": [Consent.EXAMPLE], "next": None}
