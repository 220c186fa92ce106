"""Secrets somebody left behind are found, whatever stands beside them. They are made as the test runs."""

import secrets
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from deploy.supply import secret_scan


def private_key() -> str:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def token() -> str:
    return f"call with {jwt.encode({'sub': 'somebody'}, secrets.token_bytes(32))}\n"


def assignment(word: str, value: str) -> str:
    return f'{word} = "{value}"\n'


PLANTED = {
    "keys.md": (private_key(), "Private Key"),
    "integrators.md": (token(), "JSON Web Token"),
    "settings.py": (assignment("password", secrets.token_hex(8)), "Secret Keyword"),
    "secretariat.py": (assignment("secretariat_password", secrets.token_hex(8)), "Secret Keyword"),
    "remark.py": (
        assignment("api_key", secrets.token_hex(8)).rstrip() + "  # pragma: allowlist secret\n",
        "Secret Keyword",
    ),
    "compose.yml": (f"DB_PASSWORD: {secrets.token_hex(8)}\n", "Secret Keyword"),
    "uri.py": (f"at('amqp://agenda:{secrets.token_hex(8)}@broker/')\n", "Basic Auth Credentials"),
    "bytes.py": (f"sign('{secrets.token_urlsafe(48)}')\n", "Base64 High Entropy String"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_secret_is_found(name: str, tmp_path: Path) -> None:
    text, kind = PLANTED[name]
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / name).write_text(text, encoding="utf-8")
    assert f"docs/{name}:1: {kind}" in secret_scan.secrets(tmp_path)


def test_what_only_looks_like_one_is_not(tmp_path: Path) -> None:
    lines = [
        'SECRETARIAT = "secretariat"',
        'URL = "amqp://user:password@host/"',
        'EDITION = "3f1c09a27be4"',
        "",
    ]
    (tmp_path / "roles.py").write_text("\n".join(lines), encoding="utf-8")
    assert secret_scan.secrets(tmp_path) == []


@pytest.mark.parametrize(
    "path",
    [
        "requirements.txt",
        "package-lock.json",
        ".env",
        "contracts/a.json",
        ".venv/a.py",
        "gateway/build/a.py",
        "docs/node_modules/a.js",
    ],
)
def test_what_is_made_or_ignored_is_not_looked_at(path: str, tmp_path: Path) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(private_key(), encoding="utf-8")
    assert secret_scan.secrets(tmp_path) == []
