"""What an image installs is the whole package: every template, text and font that stands beside the code."""

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.deployment import ROOT

PROJECTS = ("chassis", "services/membership", "services/agenda", "services/notify", "gateway")


@pytest.mark.parametrize("project", PROJECTS)
def test_a_wheel_holds_every_file_of_its_package(project: str, tmp_path: Path) -> None:
    package, copy = Path(project).name, tmp_path / "source"
    leave = shutil.ignore_patterns("__pycache__", "build", "*.egg-info", ".*")
    shutil.copytree(ROOT / project, copy, ignore=leave)
    build = [str(ROOT / ".venv-uv/bin/uv"), "build", "--quiet", "--wheel", "--python", sys.executable]
    offline = ["--no-build-isolation", "--offline"]
    subprocess.run([*build, *offline, "--out-dir", str(tmp_path), str(copy)], check=True)
    [wheel] = tmp_path.glob("*.whl")
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith(f"{package}/")}
    assert packed == set(files_of(ROOT / project, package))


def files_of(project: Path, package: str) -> Iterator[str]:
    for path in (project / package).rglob("*"):
        inside = path.relative_to(project)
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in inside.parts):
            yield str(inside)
