"""The words of letters: as shipped, or an installation's own."""

from typing import Any, ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import LANGUAGES, Id, Line
from gateway.schemas.notifications import ABOUT, CATEGORIES
from gateway.schemas.parts import ListQuery, Page, View, chosen, says, spoken

KINDS = (
    "text",
    "words",
    "number",
    "count",
    "day",
    "moment",
    "choice",
    "flag",
    "id",
    "list",
    "link",
    "group",
)
LONGEST_SOURCE, LONGEST_NOTE = 20_000, 500
_SOURCE = """\
{% extends "en/letter.jinja" %}
{% block subject %}Welcome to {{ group }}{% endblock %}
{% block body %}
{% call p() %}{{ member }} is now a member of the {{ committee }}.{% endcall %}
{% if next_meeting %}
{% call p() %}The next meeting is on {{ next_meeting.starts_at | day }}.{% endcall %}
{% endif %}
{% endblock %}
"""


def _source(**kwargs: Any) -> fields.String:
    return fields.String(validate=validate.Length(min=1, max=LONGEST_SOURCE), **kwargs)


class Template(View):
    name = fields.String(required=True)
    version = fields.Integer(metadata=says("Raised by one with every change; 0 where there was none."))
    category = chosen(
        CATEGORIES,
        "Essential comes to everybody at once; normal each person may do without, or have in a digest; the"
        " last is told in digests only.",
    )
    kind = fields.String(
        metadata=says(
            "By what a person does without it (`channels`). What becomes of their own proposal is essential"
            " all the same."
        )
    )
    channels = fields.List(fields.String())
    languages = fields.List(spoken())
    events = fields.List(fields.String(), metadata=says("What it is sent because of."))
    edited = fields.List(spoken(), metadata=says("The languages in which it is not as shipped."))

    EXAMPLE: ClassVar = {
        "name": "welcome",
        "version": 1,
        "category": "essential",
        "channels": ["email"],
        "languages": ["th", "en"],
        "events": ["membership.member.admitted.v1", "membership.member.reinstated.v1"],
        "edited": ["en"],
    }


class TemplatePage(Page):
    items = fields.List(fields.Nested(Template), required=True)

    EXAMPLE: ClassVar = {"items": [Template.EXAMPLE], "next": None}


class TemplateWording(View):
    state = chosen(("shipped", "edited", "withdrawn"), required=True)
    source = fields.String(metadata=says("What letters are written in now; none where it is withdrawn."))
    shipped = fields.String(metadata=says("What it is when it is restored."))
    number = fields.Integer(metadata=says("The version in use, where it is not as shipped."))
    edition = fields.String(metadata=says("What a notification sent now has as its `edition`."))
    changed_at = fields.String()
    shipped_changed = fields.Boolean(metadata=says("Another one is shipped now than when this was edited."))
    behind = fields.Boolean(metadata=says("The other language was changed since."))


class TemplateWordings(View):
    th = fields.Nested(TemplateWording)
    en = fields.Nested(TemplateWording)


class Meaning(View):
    th = fields.String()
    en = fields.String()


class TemplateVariable(View):
    name = fields.String(required=True)
    kind = chosen(KINDS)
    meaning = fields.Nested(Meaning)
    optional = fields.Boolean(metadata=says("It may be missing: ask by `{% if … %}`."))
    choices = fields.List(fields.String(), metadata=says("The values that it may have."))
    use = fields.String(metadata=says("How it is written."))


class TemplateSource(Template):
    """With its words in each language, and what they may name."""

    wordings = fields.Nested(TemplateWordings, required=True)
    variables = fields.List(fields.Nested(TemplateVariable), required=True)

    EXAMPLE: ClassVar = {
        **Template.EXAMPLE,
        "wordings": {
            "en": {
                "state": "edited",
                "source": _SOURCE,
                "number": 1,
                "edition": "1-3f1c09a27be4",
                "changed_at": "2018-01-16T03:00:00.000Z",
                "shipped_changed": False,
                "behind": False,
            }
        },
        "variables": [
            {
                "name": "member",
                "kind": "text",
                "meaning": {"th": "ชื่อหน่วยงานหรือองค์กรของผู้รับ", "en": "The recipient's organisation"},
                "optional": False,
                "use": "{{ member }}",
            }
        ],
    }


class TemplateSources(Schema):
    th = _source()
    en = _source()


class TemplateChanges(Schema):
    sources = fields.Nested(
        TemplateSources,
        required=True,
        validate=validate.Length(min=1, max=len(LANGUAGES)),
        metadata=says("In one language, or in both."),
    )
    note = Line(max=LONGEST_NOTE, metadata=says("Why; kept with the version."))

    EXAMPLE: ClassVar[dict[str, Any]] = {"sources": {"en": _SOURCE}, "note": "Shorter"}


class TemplateRestoration(Schema):
    language = spoken("By default both.")
    note = Line(max=LONGEST_NOTE)

    EXAMPLE: ClassVar[dict[str, Any]] = {"language": "en"}


class TemplateWithdrawal(Schema):
    language = spoken(required=True)
    note = Line(max=LONGEST_NOTE)

    EXAMPLE: ClassVar[dict[str, Any]] = {"language": "en", "note": "Not translated yet"}


class TemplateVersion(View):
    number = fields.Integer(required=True, metadata=says("Counted through both languages."))
    language = spoken(required=True)
    step = chosen(("revised", "restored", "withdrawn"), required=True)
    by = fields.String(metadata=says("An id that names no person."))
    at = fields.String()
    note = fields.String()
    source = fields.String(metadata=says("Not in lists."))

    EXAMPLE: ClassVar = {
        "number": 1,
        "language": "en",
        "step": "revised",
        "by": "officer-1",
        "at": "2018-01-16T03:00:00.000Z",
        "note": "Shorter",
    }


class TemplateVersionPage(Page):
    items = fields.List(fields.Nested(TemplateVersion), required=True)

    EXAMPLE: ClassVar = {"items": [TemplateVersion.EXAMPLE], "next": None}


class TemplateVersionsQuery(ListQuery):
    after = fields.String(
        validate=validate.Regexp(r"[0-9]{1,6}\Z"), metadata=says("`next` of the page before.")
    )


class PreviewOccasion(Schema):
    """What a letter is shown with; by default something made up."""

    about = fields.String(validate=ABOUT, metadata=says("`meetings/<id>` or `proposals/<id>`."))
    notification = Id(metadata=says("One that was made before: its recipient, and what it told of."))
    recipient = Id(metadata=says("The representative to whom it is shown written."))


class PreviewQuery(PreviewOccasion):
    language = spoken("By default the recipient's or, without one, the better of `Accept-Language`.")


class NewTemplatePreview(PreviewOccasion):
    language = spoken(required=True)
    source = _source(required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {"language": "en", "source": _SOURCE}


class Preview(View):
    language = spoken()
    subject = fields.String(required=True)
    text = fields.String(required=True)
    html = fields.String()
    edition = fields.String()

    EXAMPLE: ClassVar = {
        "language": "en",
        "subject": "Welcome to the Joint Working Group",
        "text": "Your organisation is now a member …",
    }
