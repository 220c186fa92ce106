"""Where templates are found: the installation's own before ours, each file for itself."""

import base64
from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from agenda.documents import english, thai
from agenda.documents.terms import TERMS
from agenda.documents.texts import NBSP

OURS = Path(__file__).with_name("templates")
BLANK = "…" * 16
"""A line to write on."""
EMBLEM = "emblem.png"
FILTERS: dict[str, dict[str, Callable[..., str]]] = {"th": thai.FILTERS, "en": english.FILTERS}


class Templates:
    """`own` is the installation's folder, where it has one."""

    def __init__(self, own: Path | None = None) -> None:
        self.own = own
        self.environment = cache(self._environment)

    def page(self, name: str, language: str, facts: dict[str, object]) -> str:
        return self.environment(language).get_template(name).render(facts)

    @property
    def terms(self) -> Path:
        """The words that no dictionary has."""
        own = self.own / TERMS.name if self.own else TERMS
        return own if own.is_file() else TERMS

    def _environment(self, language: str) -> Environment:
        folders = [self.own, OURS] if self.own else [OURS]
        environment = Environment(
            loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals |= {"language": language, "nbsp": NBSP, "blank": BLANK, "emblem": self._emblem()}
        environment.filters |= FILTERS[language]
        return environment

    def _emblem(self) -> str | None:
        """The picture at the head of a letter, such as ตราครุฑ, within the page itself."""
        if self.own is None or not (self.own / EMBLEM).is_file():
            return None
        return f"data:image/png;base64,{base64.b64encode((self.own / EMBLEM).read_bytes()).decode()}"
