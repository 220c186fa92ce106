"""The letters: what they say, in words that are shipped or the installation's own."""

from typing import Any

from flask import g

from gateway import ask
from gateway.resource import REFUSED_ACT, REFUSED_CREATE, REFUSED_LIST, REFUSED_READ, Resource, View
from gateway.schemas.templates import (
    NewTemplatePreview,
    Preview,
    PreviewQuery,
    TemplateChanges,
    TemplatePage,
    TemplateRestoration,
    TemplateSource,
    TemplateVersion,
    TemplateVersionPage,
    TemplateVersionsQuery,
    TemplateWithdrawal,
)

ONE = "/<string(maxlength=60):name>"
VERSIONS, PREVIEW = f"{ONE}/versions", f"{ONE}/preview"
templates = Resource("templates", "notify", "/v1/templates", "The letters, in Thai and in English")


@templates.response(200, TemplatePage)
def list_all() -> View:
    return ask.query("notify", "list_templates", {})


@templates.arguments(TemplateRestoration, required=False)
@templates.response(200, TemplatePage)
def restore_all(body: View) -> View:
    return ask.command("notify", "restore_templates", body)


@templates.arguments(PreviewQuery, location="query")
@templates.response(200, Preview)
def preview(query: View, name: str) -> Any:
    to_somebody = "recipient" in query or "notification" in query
    spoken = {} if to_somebody else {"language": g.language}
    return ask.query("notify", "preview_template", {**spoken, **query, "name": name})


@templates.arguments(NewTemplatePreview)
@templates.response(200, Preview)
def try_out(body: View, name: str) -> Any:
    return ask.query("notify", "try_template", {**body, "name": name})


templates.publish("GET", "", "list_templates", list_all, "List the templates", {})
templates.publish(
    "POST",
    "/restore",
    "restore_templates",
    restore_all,
    "Go back to what was shipped, in all templates",
    REFUSED_CREATE,
    "IdempotencyKey",
)
templates.reading(ONE, "get_template", TemplateSource, "Read a template, and what it may name")
templates.changing(
    ONE, "revise_template", TemplateChanges, TemplateSource, "Give a template words of your own"
)
templates.acting(
    f"{ONE}/restore", "restore_template", TemplateSource, "Go back to what was shipped", TemplateRestoration
)
templates.acting(
    f"{ONE}/withdraw",
    "withdraw_template",
    TemplateSource,
    "Have none in a language: its recipients are written to in the other one",
    TemplateWithdrawal,
)
templates.listing(
    VERSIONS,
    "list_template_versions",
    TemplateVersionsQuery,
    TemplateVersionPage,
    "List what was done to a template, the newest first",
)
templates.plain(
    f"{VERSIONS}/<int:number>", "get_template_version", TemplateVersion, "Read a version as it was saved"
)
templates.publish(
    "GET",
    PREVIEW,
    "preview_template",
    preview,
    "See a letter before it is sent: to anybody, of anything that happened",
    REFUSED_LIST | REFUSED_READ,
)
templates.publish(
    "POST",
    PREVIEW,
    "try_template",
    try_out,
    "See a letter in words that are not saved",
    REFUSED_ACT,
    "IdempotencyKey",
)
