"""The local stack takes from its environment what docker-compose.yml takes from its own."""

from pathlib import Path

import pytest

from tests.contract.deployment import PACKAGES, ROOT, compose, package_of, variables
from wara.programs import service_environment
from wara.stack import Stack

OURS = {"MAIL_IN", "GATEWAY_PORT"}
"""What follows from the stack's ports."""


@pytest.mark.parametrize("package", PACKAGES)
def test_a_setting_that_is_given_reaches_the_process(package: str, tmp_path: Path) -> None:
    containers = compose()["services"].items()
    taken = {
        variable.name
        for process, container in containers
        if "build" in container and package_of(process) == package
        for name, value in container["environment"].items()
        for variable in variables(value)
        if variable.name == name
    } - OURS
    assert taken
    given = {name: f"given for {name}" for name in taken}
    told = service_environment(Stack(ROOT, folder=tmp_path, environment=given).plan, package)
    assert {name: told.get(name) for name in taken} == given
