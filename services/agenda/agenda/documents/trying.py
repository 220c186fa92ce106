"""The installation's own templates are tried at start, so that a broken one stops it and not a letter."""

import re
import traceback
from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, meta

from agenda.documents.facts import gather
from agenda.documents.samples import SAMPLES
from agenda.documents.templates import EMBLEM, OURS, Templates
from agenda.documents.terms import TERMS
from agenda.documents.texts import LANGUAGES

PNG = b"\x89PNG\r\n\x1a\n"
# A page is whole in itself: it asks for nothing that is elsewhere.
ELSEWHERE = re.compile(
    r"""(?:\b(?:src|href)\s*=\s*["']?|\burl\(\s*["']?|@import\s+["'])(?!data:|\#)([^"')\s>]+)"""
)


class BrokenTemplate(ValueError):
    """Says which file, and what is wrong with it."""


def check(templates: Templates, kinds: tuple[str, ...]) -> None:
    """Raises BrokenTemplate unless every file of the installation can be used, in each document it is for."""
    own = templates.own
    if own is None:
        return
    if not own.is_dir():
        raise BrokenTemplate(f"{own}: no such folder")
    files = sorted(path.name for path in own.iterdir() if not path.name.startswith("."))
    for name in files:
        _check_file(templates, own / name)
    used = {name for kind in kinds for language in LANGUAGES for name in _used(templates, kind, language)}
    for name in files:
        if name not in used | {EMBLEM, TERMS.name}:
            raise BrokenTemplate(f"{own / name}: no document has a part of this name")
    for kind in kinds:
        for language in LANGUAGES:
            _try(templates, f"{kind}.{language}.html", language)


def _check_file(templates: Templates, file: Path) -> None:
    if file.name == EMBLEM:
        if not file.read_bytes().startswith(PNG):
            raise BrokenTemplate(f"{file}: not a PNG")
        return
    try:
        source = file.read_text(encoding="utf-8")
        templates.environment(LANGUAGES[0]).parse(source, file.name)
    except TemplateSyntaxError as error:
        raise BrokenTemplate(f"{file}, line {error.lineno}: {error.message}") from error
    except (OSError, ValueError) as error:
        raise BrokenTemplate(f"{file}: {error}") from error


def _used(templates: Templates, kind: str, language: str) -> Iterator[str]:
    """The names of all that the document is put together from."""
    environment = templates.environment(language)
    waiting, seen = [f"{kind}.{language}.html"], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        yield name
        assert environment.loader is not None
        try:
            source = environment.loader.get_source(environment, name)[0]
        except TemplateNotFound:
            continue  # the trial says where it is asked for
        waiting += [one for one in meta.find_referenced_templates(environment.parse(source)) if one]


def _try(templates: Templates, name: str, language: str) -> None:
    for sample in SAMPLES:
        try:
            page = templates.page(name, language, gather(sample))
        except (TemplateError, TypeError, KeyError, ValueError, AttributeError) as error:
            raise BrokenTemplate(f"{_where(templates, name, error)}: {error}") from error
        elsewhere = ELSEWHERE.search(page)
        if elsewhere:
            raise BrokenTemplate(f"{name}: asks for {elsewhere.group(1)}, which is not in the page")


def _where(templates: Templates, name: str, error: Exception) -> str:
    """The innermost line of a template that was at work."""
    folders = [folder for folder in (templates.own, OURS) if folder]
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).parent in folders
    ]
    return f"{frames[-1].filename}, line {frames[-1].lineno}" if frames else name
