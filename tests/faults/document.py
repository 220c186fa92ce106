"""Every operation of the OpenAPI document, asked by schemathesis: as it says, and as it does not."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import cycle
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

Tokens = Mapping[str, str | None]
Heard = Callable[[str, str, requests.Response], None]
UNENDING = ("/v1/me/inbox/stream",)
SECONDS = 20.0


class Document:
    """`heard(operation, who, answer)` is told of each answer; the callers take turns."""

    def __init__(self, gateway: str, heard: Heard) -> None:
        described = requests.get(f"{gateway}/openapi.json", timeout=SECONDS).json()
        self._schema = schemathesis.openapi.from_dict(described)
        self._schema.config.generation.update(with_security_parameters=False)
        self._gateway, self._heard = gateway, heard
        self._session = requests.Session()

    def take_turns(self, tokens: Tokens) -> None:
        self._callers = cycle(tokens.items())

    def operations(self) -> Iterator[Any]:
        for found in self._schema.get_all_operations():
            assert isinstance(found, Ok), found
            if found.ok().path not in UNENDING:
                yield found.ok()

    def ask(self, operation: Any, known: dict[str, str], examples: int, number: int) -> None:
        """About things that exist, rightly and, where anything can be wrong, wrongly; or about others."""
        self._ask(operation, GenerationMode.POSITIVE, known, examples, number)
        with suppress(Unsatisfiable):
            self._ask(operation, GenerationMode.NEGATIVE, known if number % 2 else {}, examples, number)

    def _ask(
        self, operation: Any, mode: GenerationMode, known: dict[str, str], examples: int, number: int
    ) -> None:
        cases = operation.as_strategy(generation_mode=mode, **({"path_parameters": known} if known else {}))

        @seed(number)
        @settings(
            max_examples=examples,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=cases)
        def asked(case: Any) -> None:
            who, token = next(self._callers)
            signed = {"Authorization": f"Bearer {token}"} if token else {}
            answer = case.call(base_url=self._gateway, session=self._session, headers=signed, timeout=SECONDS)
            self._heard(operation.label, who, answer)

        asked()
