"""The operator's command `wara`, run in this process."""

from collections.abc import Mapping
from dataclasses import dataclass

from typer.testing import CliRunner

from wara.cli import app
from wara.problem import Problem


@dataclass(frozen=True)
class Operator:
    """`environment` names the servers."""

    environment: Mapping[str, str]

    def does(self, *arguments: str) -> str:
        """What it prints, where it succeeds."""
        status, printed = self.tries(*arguments)
        assert status == 0, printed
        return printed

    def tries(self, *arguments: str) -> tuple[int, str]:
        """Its status, and what it prints or is wrong."""
        result = CliRunner().invoke(app, arguments, env=self.environment)
        if isinstance(result.exception, Problem):
            return 1, str(result.exception)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.output


def settings(printed: str) -> dict[str, str]:
    """What `wara provision` has exported."""
    lines = [line.removeprefix("export ") for line in printed.splitlines() if line.startswith("export ")]
    return {name: value.strip("'") for name, _, value in (line.partition("=") for line in lines)}
