"""What other systems may tell us: the type of each command, who acts on it, and what its data must be."""

from dataclasses import dataclass, field
from typing import Any

from marshmallow import Schema

from gateway.schemas import facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """`method` is what the service that the type begins with is asked."""

    type: str
    method: str
    schema: Schema = field(repr=False)
    summary: str
    example: dict[str, Any] = field(repr=False)

    @property
    def service(self) -> str:
        return self.type.partition(".")[0]


def _kind(type: str, method: str, schema: Schema, summary: str) -> Kind:
    example: dict[str, Any] = schema.EXAMPLE  # type: ignore[attr-defined]
    return Kind(type=type, method=method, schema=schema, summary=summary, example=example)


KINDS = (
    _kind(
        "membership.agency.rename.v1",
        "rename_agency",
        facts.Renaming(),
        "An agency has another name: its seats bear it from now on",
    ),
    _kind(
        "membership.agency.merge.v1",
        "merge_agencies",
        facts.Merging(),
        "Agencies have become one: their seats do too, in each committee",
    ),
    _kind(
        "membership.agency.split.v1",
        "split_agency",
        facts.Splitting(),
        "An agency has become several: each has a seat where it had one",
    ),
    _kind(
        "membership.agency.dissolve.v1",
        "dissolve_agency",
        facts.Dissolving(),
        "An agency is no more: it leaves each committee",
    ),
    _kind(
        "agenda.referral.answer.v1",
        "take_referral_answer",
        facts.ReferralAnswer(),
        "The body that something was referred to has answered",
    ),
    _kind(
        "agenda.attendance.record.v1",
        "take_attendance",
        facts.Attendance(),
        "Who came to a meeting, as a meeting platform knows it",
    ),
)
BY_TYPE = {kind.type: kind for kind in KINDS}
