"""Keys have their standard ids, and a process takes those that its files have now."""

from base64 import urlsafe_b64decode
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from chassis.keys import KeyFile, KeyRing, SigningKey, claims_of, public_keys, thumbprint
from tests.support.keys import write_pair
from tests.support.polling import until

RFC_8037 = ("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
"""Appendix A.2 and A.3: a key, and its thumbprint."""
KEY = Ed25519PrivateKey.generate()
MINE = {thumbprint(KEY.public_key()): KEY.public_key()}


def pair(folder: Path, name: str) -> tuple[SigningKey, bytes]:
    """The key that signs, and the file of its public half."""
    write_pair(folder, name)
    signing = SigningKey.read((folder / f"{name}.key").read_bytes())
    return signing, (folder / f"{name}.pub").read_bytes()


def test_an_id_is_the_thumbprint_of_rfc_7638() -> None:
    x, thumb = RFC_8037
    assert thumbprint(Ed25519PublicKey.from_public_bytes(urlsafe_b64decode(x + "="))) == thumb


def test_a_ring_has_every_key_of_its_file(tmp_path: Path) -> None:
    (first, one), (second, two) = pair(tmp_path, "one"), pair(tmp_path, "two")
    (tmp_path / "ring").write_bytes(b"# keys\n" + one + two)
    ring = KeyRing(tmp_path / "ring")
    for signing in (first, second):
        assert claims_of(signing.sign({"aud": "a"}), ring, "a", ["aud"]) == {"aud": "a"}


@pytest.mark.parametrize(
    "content", [b"", b"nonsense", b"-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----"]
)
def test_a_file_without_a_key_is_no_ring(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        public_keys(content)


def test_a_new_key_counts_at_once(tmp_path: Path) -> None:
    (_, one), (second, two) = pair(tmp_path, "one"), pair(tmp_path, "two")
    file = tmp_path / "ring"
    file.write_bytes(one)
    ring = KeyRing(file)
    assert ring.get(second.id) is None
    file.write_bytes(one + two)
    assert ring.get(second.id) is not None


def test_a_key_that_is_dropped_counts_no_more(tmp_path: Path) -> None:
    (first, one), (second, two) = pair(tmp_path, "one"), pair(tmp_path, "two")
    file = tmp_path / "ring"
    file.write_bytes(one + two)
    ring = KeyRing(file)
    assert ring.get(first.id) is not None
    file.write_bytes(two)
    until(lambda: ring.get(first.id) is None)
    assert ring.get(second.id) is not None


def test_a_ring_follows_the_link_that_a_cluster_swaps(tmp_path: Path) -> None:
    (_, one), (second, two) = pair(tmp_path, "one"), pair(tmp_path, "two")
    for name, content in (("..1", one), ("..2", two)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "ring").write_bytes(content)
    (tmp_path / "data").symlink_to("..1")
    (tmp_path / "ring").symlink_to("data/ring")
    ring = KeyRing(tmp_path / "ring")
    (tmp_path / "new").symlink_to("..2")
    (tmp_path / "new").rename(tmp_path / "data")
    assert ring.get(second.id) is not None


def test_what_was_there_stays_while_the_file_cannot_be_used(tmp_path: Path) -> None:
    (first, one), (second, two) = pair(tmp_path, "one"), pair(tmp_path, "two")
    file = tmp_path / "ring"
    file.write_bytes(one)
    ring = KeyRing(file)
    for unusable in (lambda: file.write_bytes(two[:50]), file.unlink):
        unusable()
        assert ring.get(second.id) is None
        assert ring.get(first.id) is not None
    file.write_bytes(two)
    assert ring.get(second.id) is not None


def test_a_process_does_not_begin_without_its_keys(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        KeyRing(tmp_path / "ring")


def test_who_signs_takes_the_new_key(tmp_path: Path) -> None:
    first, _ = pair(tmp_path, "call")
    file = KeyFile(tmp_path / "call.key", SigningKey.read)
    assert file.current().id == first.id
    second, _ = pair(tmp_path, "call")
    until(lambda: file.current().id == second.id)


@pytest.mark.parametrize(
    "headers", [{}, {"kid": ""}, {"kid": "x"}], ids=["no key's id", "an empty one", "another key's"]
)
def test_a_key_must_be_named(headers: dict[str, str]) -> None:
    token = jwt.encode({"aud": "a"}, KEY, algorithm="EdDSA", headers=headers)
    with pytest.raises(jwt.InvalidTokenError):
        claims_of(token, MINE, "a", ["aud"])


@pytest.mark.parametrize("token", ["", "..", "ก.ข.ค", "W10.e30.", "eyJraWQiOlsxXX0.e30.", "Nw.e30.", None, 7])
def test_nonsense_is_no_token(token: str) -> None:
    with pytest.raises(jwt.InvalidTokenError):
        claims_of(token, MINE, "a", ["aud"])
