"""Commands about the words of letters, and what is shown of them."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from chassis.schema import LANGUAGES, Id, Line, PageQuery, Sparse, Timestamp
from notify.audiences import Category
from notify.editing.entries import Kind
from notify.editing.template import Step
from notify.schemas import ABOUT, TEMPLATE_NAME

LONGEST_SOURCE, LONGEST_NOTE = 20_000, 500
STATES = ("shipped", "edited", "withdrawn")


def spoken(**kwargs: Any) -> fields.String:
    return fields.String(validate=validate.OneOf(LANGUAGES), **kwargs)


def source(**kwargs: Any) -> fields.String:
    return fields.String(validate=validate.Length(min=1, max=LONGEST_SOURCE), **kwargs)


class Named(Schema):
    name = fields.String(required=True, validate=TEMPLATE_NAME)


class Change(Named):
    """`note` is why."""

    if_match = fields.Integer(strict=True, load_default=None, validate=validate.Range(min=0))
    note = Line(max=LONGEST_NOTE, load_default=None, allow_none=True)


class ReviseTemplate(Change):
    sources = fields.Dict(
        keys=spoken(), values=source(), required=True, validate=validate.Length(min=1, max=len(LANGUAGES))
    )


class RestoreTemplate(Change):
    """In one language, or in both."""

    language = spoken(load_default=None, allow_none=True)


class RestoreTemplates(Schema):
    language = spoken(load_default=None, allow_none=True)
    note = Line(max=LONGEST_NOTE, load_default=None, allow_none=True)


class WithdrawTemplate(Change):
    language = spoken(required=True)


class VersionsQuery(PageQuery, Named):
    after = fields.String(load_default=None, allow_none=True, validate=validate.Regexp(r"[0-9]{1,6}\Z"))


class VersionQuery(Named):
    number = fields.Integer(required=True, validate=validate.Range(min=1, max=999_999))


class PreviewQuery(Named):
    """`about` names the meeting or proposal to write about, `notification` what was told of before; without
    either, something made up is shown."""

    language = spoken(load_default=None)
    about = fields.String(load_default=None, validate=ABOUT)
    recipient = Id(load_default=None)
    notification = Id(load_default=None)

    @validates_schema
    def is_about_one_thing(self, data: Mapping[str, Any], **_: Any) -> None:
        if data["about"] and data["notification"]:
            raise ValidationError("invalid", "about")


class TryTemplate(PreviewQuery):
    language = spoken(required=True)
    source = source(required=True)


class LetterView(Schema):
    language = spoken()
    subject = fields.String()
    text = fields.String()
    html = fields.String()
    edition = fields.String()


class TemplateView(Sparse):
    """`edited` are the languages in which it is not as shipped."""

    name = fields.String()
    version = fields.Integer()
    category = fields.Enum(Category, by_value=True)
    kind = fields.String()
    channels = fields.List(fields.String())
    languages = fields.List(fields.String())
    events = fields.List(fields.String())
    edited = fields.List(fields.String())


class VariableView(Sparse):
    """`use` is how it is written; what is `optional` may be missing, and is asked for by `if`."""

    name = fields.String()
    kind = fields.Enum(Kind, by_value=True)
    meaning = fields.Dict(keys=fields.String(), values=fields.String())
    optional = fields.Boolean()
    choices = fields.List(fields.String())
    use = fields.String()


class WordingView(Sparse):
    """`source` is what is used now, unless it is withdrawn. `behind` where the other language was changed
    since; `shipped_changed` where another source is shipped than when it was edited."""

    state = fields.String(validate=validate.OneOf(STATES))
    source = fields.String()
    shipped = fields.String()
    number = fields.Integer()
    edition = fields.String()
    changed_at = Timestamp()
    shipped_changed = fields.Boolean()
    behind = fields.Boolean()


class TemplateSourceView(TemplateView):
    wordings = fields.Dict(keys=fields.String(), values=fields.Nested(WordingView))
    variables = fields.List(fields.Nested(VariableView))


class TemplateVersionView(Sparse):
    """`by` is who did it, by an id that names no person."""

    number = fields.Integer()
    language = spoken()
    step = fields.Enum(Step, by_value=True)
    by = fields.String()
    at = Timestamp()
    note = fields.String()
    source = fields.String()
