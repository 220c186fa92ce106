"""What officers do with the words of letters: read them, write their own, go back to what was shipped."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chassis.mongo import Transaction
from notify import letters, rendering
from notify.audiences import TABLE, TEMPLATES
from notify.editing import checking, store, vocabulary
from notify.editing.entries import USES, Entry
from notify.editing.template import EditedTemplate, Signed, Version, Words
from notify.errors import TEMPLATE_NOT_FOUND, NotFound
from notify.handlers.notifications import must_be_officer
from notify.model import LANGUAGES, Language
from notify.routing import BY_LINK, CHANNELS, EMAIL

Command = dict[str, Any]
Shown = dict[str, Any]
Step = Callable[[EditedTemplate, Signed, Mapping[Language, str]], list[Version]]


def list_templates(tx: Transaction) -> list[Shown]:
    must_be_officer(tx)
    edited = store.among(tx, TEMPLATES)
    return [_outline(edited.get(name) or EditedTemplate(id=name)) for name in TEMPLATES]


def get_template(tx: Transaction, name: str) -> Shown:
    must_be_officer(tx)
    return show(store.load(tx, known(name)))


def revise_template(tx: Transaction, command: Command) -> Shown:
    """Of one language or both; each is another version, and none is where one of them could not be used."""
    must_be_officer(tx)
    name, sources = known(command["name"]), command["sources"]
    for language, source in sources.items():
        checking.check(name, language, source)
    return _done(tx, command, lambda one, signed, shipped: one.revise(sources, signed, shipped))


def restore_template(tx: Transaction, command: Command) -> Shown:
    must_be_officer(tx)
    languages = _languages(command)
    return _done(tx, command, lambda one, signed, shipped: one.restore(languages, signed, shipped))


def withdraw_template(tx: Transaction, command: Command) -> Shown:
    must_be_officer(tx)
    language = command["language"]
    return _done(tx, command, lambda one, signed, shipped: one.withdraw(language, signed, shipped))


def restore_templates(tx: Transaction, command: Command) -> list[Shown]:
    """All of them at once; what was edited is listed."""
    must_be_officer(tx)
    languages, restored = _languages(command), []
    for template in store.among(tx, TEMPLATES).values():
        versions = template.restore(languages, _signed(tx, command), _shipped(template.id))
        store.keep(tx, template, versions)
        restored += [_outline(template)] if versions else []
    return restored


def list_versions(tx: Transaction, query: Command) -> tuple[list[Version], str | None]:
    """The newest first."""
    must_be_officer(tx)
    before = int(query["after"]) if query["after"] else None
    found, last = store.versions(tx, known(query["name"]), before, query["limit"])
    return found, str(last) if last else None


def get_version(tx: Transaction, query: Command) -> Version:
    must_be_officer(tx)
    return store.version(tx, known(query["name"]), query["number"])


def known(name: str) -> str:
    if name not in TEMPLATES:
        raise NotFound(TEMPLATE_NOT_FOUND, name=name)
    return name


def show(template: EditedTemplate) -> Shown:
    """All that who edits it has to know."""
    variables = [_variable(path, entry) for path, entry in vocabulary.listed(template.id)]
    wordings = {language: _wording(template, language) for language in LANGUAGES}
    return {**_outline(template), "wordings": wordings, "variables": variables}


def _done(tx: Transaction, command: Command, step: Step) -> Shown:
    template = store.load(tx, known(command["name"]), command["if_match"])
    store.keep(tx, template, step(template, _signed(tx, command), _shipped(template.id)))
    return show(template)


def _languages(command: Command) -> Sequence[Language]:
    return [command["language"]] if command["language"] else LANGUAGES


def _signed(tx: Transaction, command: Command) -> Signed:
    return Signed(by=tx.caller.id, at=tx.now, note=command["note"])


def _shipped(name: str) -> dict[Language, str]:
    return {language: letters.edition(name, Words(language)) for language in LANGUAGES}


def _outline(template: EditedTemplate) -> Shown:
    return {
        "name": template.id,
        "version": template.version,
        "category": TEMPLATES[template.id].category,
        "kind": TEMPLATES[template.id].kind,
        "languages": LANGUAGES,
        "channels": (EMAIL,) if template.id in BY_LINK else CHANNELS,
        "events": [row.event for row in TABLE if row.template.name == template.id],
        "edited": [language for language in LANGUAGES if language in template.wordings],
    }


def _wording(template: EditedTemplate, language: Language) -> Shown:
    """`edition` is what a letter that is written now would say that it was written in."""
    name, own = template.id, template.wordings.get(language)
    shipped = letters.edition(name, Words(language))
    shown: Shown = {"state": "shipped", "shipped": rendering.shipped(name, language)}
    if own is not None:
        shown |= {"state": "edited" if own.source is not None else "withdrawn", "number": own.number}
        shown |= {"changed_at": own.at, "shipped_changed": own.shipped != shipped}
    shown["source"] = shown["shipped"] if own is None else own.source
    if shown["source"] is not None:
        shown["edition"] = letters.edition(name, template.words(language))
    return {**shown, "behind": template.is_behind(language)}


def _variable(path: str, entry: Entry) -> Shown:
    first = entry.choices[0] if entry.choices else ""
    return {
        "name": path,
        "kind": entry.kind,
        "meaning": entry.says,
        "optional": entry.optional,
        "choices": entry.choices or None,
        "use": USES[entry.kind].format(path=path, first=first),
    }
