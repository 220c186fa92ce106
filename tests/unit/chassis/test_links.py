"""Links are signed with the newest secret of a file and read by each, while the file changes."""

from datetime import timedelta
from pathlib import Path

import pytest

from chassis import clock
from chassis.links import LinkInvalid, Links, of_secret, secrets_of
from tests.support.polling import until
from wara.rotation import Name, Secrets

OLD = b"0" * 32


@pytest.fixture
def secrets(tmp_path: Path) -> Secrets:
    (tmp_path / "link.key").write_bytes(OLD)
    return Secrets(tmp_path, Name.link)


def link(links: Links) -> str:
    return links.token("confirm", "somebody", clock.now() + timedelta(days=1))


def good(links: Links, token: str) -> bool:
    try:
        return bool(links.claims("confirm", token)["sub"] == "somebody")
    except LinkInvalid:
        return False


def test_a_new_secret_signs_and_the_old_one_counts_until_it_is_dropped(secrets: Secrets) -> None:
    links, only_old = of_secret(secrets.file), Links(lambda: [OLD])
    sent = link(links)
    secrets.rotate()
    until(lambda: not good(only_old, link(links)))
    assert good(links, sent)
    assert good(links, link(links))
    secrets.drop()
    until(lambda: not good(links, sent))
    assert good(links, link(links))


@pytest.mark.parametrize("content", [b"", b"\n", OLD + b"\nshort"])
def test_what_may_be_guessed_is_no_secret(content: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        secrets_of(content)
