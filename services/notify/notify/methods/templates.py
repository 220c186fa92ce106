"""The words of letters: read, tried, edited, and brought back."""

from typing import Any

from chassis.mongo import Transaction
from chassis.rpc import Runtime, command, query
from chassis.schema import load
from notify import doors
from notify.editing import schemas
from notify.handlers import editing, templates
from notify.schemas import Nothing

Body = dict[str, Any]
TEMPLATE, SOURCE, LETTER = schemas.TemplateView(), schemas.TemplateSourceView(), schemas.LetterView()
VERSION, OUTLINE = schemas.TemplateVersionView(), schemas.TemplateVersionView(exclude=("source",))


class Templates:
    runtime: Runtime

    @query
    def list_templates(self, tx: Transaction, body: Body) -> Body:
        load(Nothing(), body)
        return {"items": TEMPLATE.dump(editing.list_templates(tx), many=True), "next": None}

    @query
    def get_template(self, tx: Transaction, body: Body) -> Body:
        return dict(SOURCE.dump(editing.get_template(tx, load(schemas.Named(), body)["name"])))

    @command
    def revise_template(self, tx: Transaction, body: Body) -> Body:
        return dict(SOURCE.dump(editing.revise_template(tx, load(schemas.ReviseTemplate(), body))))

    @command
    def restore_template(self, tx: Transaction, body: Body) -> Body:
        return dict(SOURCE.dump(editing.restore_template(tx, load(schemas.RestoreTemplate(), body))))

    @command
    def withdraw_template(self, tx: Transaction, body: Body) -> Body:
        return dict(SOURCE.dump(editing.withdraw_template(tx, load(schemas.WithdrawTemplate(), body))))

    @command
    def restore_templates(self, tx: Transaction, body: Body) -> Body:
        restored = editing.restore_templates(tx, load(schemas.RestoreTemplates(), body))
        return {"items": TEMPLATE.dump(restored, many=True), "next": None}

    @query
    def list_template_versions(self, tx: Transaction, body: Body) -> Body:
        found, after = editing.list_versions(tx, load(schemas.VersionsQuery(), body))
        return {"items": OUTLINE.dump(found, many=True), "next": after}

    @query
    def get_template_version(self, tx: Transaction, body: Body) -> Body:
        return dict(VERSION.dump(editing.get_version(tx, load(schemas.VersionQuery(), body))))

    @query
    def preview_template(self, tx: Transaction, body: Body) -> Body:
        ways = doors.read(self.runtime.settings.env)
        return dict(LETTER.dump(templates.preview_template(tx, load(schemas.PreviewQuery(), body), ways)))

    @query
    def try_template(self, tx: Transaction, body: Body) -> Body:
        ways = doors.read(self.runtime.settings.env)
        return dict(LETTER.dump(templates.try_template(tx, load(schemas.TryTemplate(), body), ways)))
