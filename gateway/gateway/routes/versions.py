"""The texts that a proposal had, and what changed from one to another."""

from typing import Any

from gateway import ask
from gateway.resource import Resource, View, texts
from gateway.schemas.parts import ListQuery
from gateway.schemas.versions import ComparisonQuery, Difference, Version, VersionPage

ALL = "/<uuid:id>/versions"
ONE = f"{ALL}/<int:number>"

versions = Resource("versions", "agenda", "/v1/proposals", "What a proposal said, and when")
versions.listing(ALL, "list_versions", ListQuery, VersionPage, "List the versions of its text")
versions.plain(ONE, "get_version", Version, "Read a version")


@versions.arguments(ComparisonQuery, location="query")
@versions.response(200, Difference)
def compare(query: View, **ids: Any) -> View:
    return ask.query("agenda", "compare_versions", {**query, **texts(ids)})


versions.publish(
    "GET",
    f"{ONE}/difference",
    "compare_versions",
    compare,
    "See what changed from this version to another",
    {404: "NotFound", 422: "Invalid"},
)
