"""Edited templates ⇄ documents: what is in use, and every version there was."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any

from chassis.aggregates import Aggregates
from chassis.errors import Stale
from chassis.mongo import Document, Transaction
from notify.editing.template import EditedTemplate, Step, Version, Wording
from notify.errors import TEMPLATE_NOT_FOUND, NotFound

TEMPLATES, VERSIONS = "templates", "template_versions"
LAST = 999_999


def _to_document(template: EditedTemplate) -> Document:
    wordings = {language: asdict(wording) for language, wording in template.wordings.items()}
    return {"wordings": wordings, "numbers": template.numbers}


def _from_document(document: Document) -> EditedTemplate:
    wordings: dict[Any, Wording] = {
        language: Wording(**wording) for language, wording in document["wordings"].items()
    }
    return EditedTemplate(
        id=document["_id"], wordings=wordings, numbers=document["numbers"], version=document["version"]
    )


_edited: Aggregates[EditedTemplate] = Aggregates(TEMPLATES, _to_document, _from_document, TEMPLATE_NOT_FOUND)


def among(tx: Transaction, names: Iterable[str]) -> dict[str, EditedTemplate]:
    """Those of them that were ever edited."""
    wanted = sorted(set(names))
    return {one.id: one for one in _edited.find(tx, {"_id": {"$in": wanted}})} if wanted else {}


def load(tx: Transaction, name: str, if_match: int | None = None) -> EditedTemplate:
    """Of version 0 where it was never edited; Stale when its version is not `if_match`."""
    template = among(tx, [name]).get(name) or EditedTemplate(id=name)
    if if_match is not None and template.version != if_match:
        raise Stale(version=template.version)
    return template


def keep(tx: Transaction, template: EditedTemplate, versions: Sequence[Version]) -> None:
    """Its state now, and how it came to it."""
    if not versions:
        return
    if template.version:
        _edited.save(tx, template)
    else:
        _edited.add(tx, template)
    rows = [{**asdict(one), "_id": _id(one.template, one.number), "step": str(one.step)} for one in versions]
    tx.db[VERSIONS].insert_many(rows, session=tx.session)


def versions(tx: Transaction, name: str, before: int | None, limit: int) -> tuple[list[Version], int | None]:
    """The newest first, and the number to go on before."""
    bounds = {"$gt": _id(name, 0), "$lt": _id(name, LAST if before is None else before)}
    found = tx.db[VERSIONS].find({"_id": bounds}, session=tx.session).sort("_id", -1)
    rows = [_version(row) for row in islice(found, limit + 1)]
    return rows[:limit], rows[limit - 1].number if len(rows) > limit else None


def version(tx: Transaction, name: str, number: int) -> Version:
    row = tx.db[VERSIONS].find_one({"_id": _id(name, number)}, session=tx.session)
    if row is None:
        raise NotFound(name=name, number=number)
    return _version(row)


def _id(name: str, number: int) -> str:
    return f"{name}/{number:06}"


def _version(row: Document) -> Version:
    values = {name: value for name, value in row.items() if name != "_id"}
    return Version(**{**values, "step": Step(row["step"])})
