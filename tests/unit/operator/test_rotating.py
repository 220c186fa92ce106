"""`wara keys` for the secrets of links: a new one beside the old one, in the file that is there."""

from pathlib import Path

import pytest

from wara import keys, rotation
from wara.problem import Problem
from wara.rotation import Name


def said(capsys: pytest.CaptureFixture[str]) -> list[list[str]]:
    return [line.split("  ") for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("name", [Name.link, Name.letter, Name.webhook])
def test_a_new_secret_stands_first_until_it_stands_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: Name
) -> None:
    keys.make_keys(tmp_path)
    file = tmp_path / f"{name}.key"
    old, place = file.read_bytes(), file.stat().st_ino
    rotation.rotate(name, folder=tmp_path)
    new, signs = said(capsys)
    assert ([new[0], new[2]], [signs[0], signs[2]]) == ([name, "signs"], [name, "believed"])
    assert (file.read_bytes().split()[1:], file.stat().st_ino) == ([old], place)
    rotation.drop(name, folder=tmp_path)
    assert said(capsys) == [new]
    assert old not in file.read_bytes()


def test_all_that_signs_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys.make_keys(tmp_path)
    rotation.list_keys(tmp_path)
    assert [(one[0], one[2]) for one in said(capsys)] == [(name, "signs") for name in Name]
    (tmp_path / "letter.key").write_bytes(b"short")
    with pytest.raises(Problem, match="letter"):
        rotation.list_keys(tmp_path)
