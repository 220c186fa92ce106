"""Commands about committees in, views of them out."""

from typing import Any

from marshmallow import Schema, fields, missing, post_load, pre_dump, validate

from chassis.schema import Day, Id, PageQuery, Sparse, Text, Timestamp
from membership.errors import NOTHING_NAMED, Invalid
from membership.model.committee import Committee
from membership.schemas import Verb
from membership.terms import Adoption, Establishment, Terms, TermsOfReferenceStated

KEPT_TERMS = ("name", "join_policy", "rights", "agenda_template")
"""What no committee is without."""


class Establishing(Establishment):
    parent = Id(load_default=None)


class CommitteeRevision(Verb, Terms):
    """What is not named stays as it is; null takes away what may be absent."""

    if_match = fields.Integer(strict=True, required=True, validate=validate.Range(min=1))

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        if field_name not in Verb._declared_fields:
            field_obj.required, field_obj.load_default = False, missing
            field_obj.allow_none = field_name not in KEPT_TERMS

    @post_load
    def names_something(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        if not data.keys() - Verb._declared_fields.keys():
            raise Invalid(NOTHING_NAMED)
        return data


class Adopting(Adoption):
    committee = Id(required=True)


class MaybeById(Schema):
    id = Id(load_default=None)


class CommitteesQuery(PageQuery):
    parent = Id(load_default=None)


class OfCommitteeQuery(PageQuery):
    committee = Id(required=True)


class TermsOfReferenceQuery(OfCommitteeQuery):
    on = Day(load_default=None)


class ByNumber(Schema):
    committee = Id(required=True)
    number = fields.Integer(required=True, validate=validate.Range(min=1))


class CommitteeView(Terms):
    id = Id()
    version = fields.Integer()
    first = fields.Boolean()
    parent = Id()
    terms_of_reference = fields.Nested(TermsOfReferenceStated)
    status = fields.String()
    reason = Text()

    @pre_dump
    def as_stated(self, committee: Committee, **_: Any) -> dict[str, Any]:
        return committee.as_stated()


class TermsOfReferenceLine(TermsOfReferenceStated):
    """In a list, where the texts would be too long."""

    id = Id()
    version = fields.Integer()
    committee = Id()
    created_at = Timestamp()


class TermsOfReferenceView(TermsOfReferenceLine):
    text = Text()


class CommitteeChangeView(Sparse):
    id = Id()
    committee = Id()
    at_version = fields.Integer()
    at = Timestamp()
    by = fields.String()
    roles = fields.List(fields.String())
    what = fields.List(fields.String())
    changed = fields.List(fields.String())
    reason = Text()


COMMITTEE = CommitteeView()
COMMITTEE_CHANGE = CommitteeChangeView()
TERMS_OF_REFERENCE = TermsOfReferenceView()
TERMS_OF_REFERENCE_LINE = TermsOfReferenceLine()
