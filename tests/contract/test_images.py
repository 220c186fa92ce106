"""The Dockerfiles: the lock they install, the user they run as, the packages they need."""

import re
from pathlib import Path

import pytest

from tests.contract.deployment import HEALTH_PORT, PACKAGES, ROOT

DOCKERFILES = {name: folder.parent / "Dockerfile" for name, folder in PACKAGES.items()}


@pytest.mark.parametrize(("package", "path"), DOCKERFILES.items())
def test_an_image_holds_the_lock_and_one_package(package: str, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "--require-hashes -r requirements.txt" in text
    project = path.parent.relative_to(ROOT)
    assert f"--no-deps --no-build-isolation ./chassis ./{project}\n" in text
    assert re.findall(r"^COPY (?!--from)(\S+)", text, re.MULTILINE) == [
        "requirements.txt",
        "chassis",
        str(project),
    ]


@pytest.mark.parametrize("path", DOCKERFILES.values())
def test_an_image_runs_as_nobody_in_particular(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"^USER (.+)$", text, re.MULTILINE) == ["10001:10001"]
    assert str(HEALTH_PORT) in re.findall(r"^EXPOSE (.+)$", text, re.MULTILINE)[0].split()
    assert set(re.findall(r"^FROM (\S+)", text, re.MULTILINE)) == {"python:3.11-slim-bookworm"}


@pytest.mark.parametrize("package", ["agenda", "gateway"])
def test_who_prints_brings_what_thai_documents_need(package: str) -> None:
    rows = (ROOT / "deploy/local/debian-packages.txt").read_text(encoding="utf-8").splitlines()
    wanted = {row.split()[0] for row in rows if row.split()[1:] == ["documents"]}
    assert wanted
    assert wanted <= set(DOCKERFILES[package].read_text(encoding="utf-8").split())


def test_a_build_sees_only_what_an_image_is_made_of() -> None:
    allowed = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "**" in allowed
    for path in DOCKERFILES.values():
        for source in re.findall(r"^COPY (?!--from)(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE):
            assert any(line.startswith(f"!{source.split('/')[0]}") for line in allowed), source
