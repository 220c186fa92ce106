"""Keys made at the first start, and the tokens they sign."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import jwt
import pytest

from tests.integration.local.conftest import OFFSET, ROOT
from wara import keys
from wara.problem import Problem

Wara = Callable[..., subprocess.CompletedProcess[str]]


def claims(token: str, folder: Path) -> dict[str, object]:
    return jwt.decode(token, (folder / "token.pub").read_bytes(), algorithms=["EdDSA"], audience="wara")


def test_keys_are_their_owner_s_alone_and_made_once(tmp_path: Path) -> None:
    keys.make_keys(tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    pairs = {f"{name}.{half}" for name in ("call", "token") for half in ("key", "pub")}
    assert set(before) == pairs | {"link.key", "letter.key", "webhook.key"}
    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}
    keys.make_keys(tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_a_representative_s_token(tmp_path: Path) -> None:
    keys.make_keys(tmp_path)
    found = claims(keys.mint(tmp_path, ["representative"], member="m1", hours=2), tmp_path)
    assert (found["roles"], found["member"], found["sub"]) == (["representative"], "m1", "representative:m1")
    assert int(str(found["exp"])) - int(str(found["iat"])) == 7200


def test_no_token_before_there_are_keys(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no keys yet"):
        keys.mint(tmp_path, ["secretariat"])


def test_the_command_prints_a_token_and_nothing_else(wara: Wara) -> None:
    folder = ROOT / f".local/at-{OFFSET}/keys"
    folder.mkdir(parents=True, exist_ok=True)
    keys.make_keys(folder)
    done = wara("token", "--role", "secretariat", "--role", "operator")
    assert done.stderr == "" and done.stdout.count("\n") == 1
    assert claims(done.stdout.strip(), folder)["roles"] == ["secretariat", "operator"]


def test_another_installation_s_key_signs_where_its_folder_is_named(wara: Wara, tmp_path: Path) -> None:
    keys.make_keys(tmp_path)
    for done in (
        wara("token", "--role", "operator", "--folder", str(tmp_path)),
        wara("token", "--role", "operator", KEYS_DIR=str(tmp_path)),
    ):
        assert claims(done.stdout.strip(), tmp_path)["roles"] == ["operator"]


@pytest.mark.parametrize("arguments", [["--role", "representative"], ["--role", "expert", "--member", "m1"]])
def test_a_member_belongs_to_a_representative(wara: Wara, arguments: list[str]) -> None:
    done = wara("token", *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert "--role representative" in done.stderr
