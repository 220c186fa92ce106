"""What is signed, for whom and until when."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from environs import EnvError

from chassis import clock
from chassis import links as signed
from chassis.errors import Conflict, Denied
from membership import links
from membership.errors import LINK_EXPIRED, LINK_INVALID
from membership.links import Links
from tests.unit.membership.builders import representative

OURS = Links(signed.Links(lambda: [b"0" * 32]))
SOON = timedelta(minutes=1)


def test_a_link_says_whom_it_was_sent_to() -> None:
    person = representative()
    token = OURS.token(person, clock.now() + SOON)
    assert OURS.person(token) == person.id
    OURS.must_be_for(token, person)
    assert str(person.email) not in token


def test_its_time_is_over_by_itself() -> None:
    with pytest.raises(Conflict) as refused:
        OURS.person(OURS.token(representative(), clock.now() - SOON))
    assert refused.value.code == LINK_EXPIRED


def test_another_secret_signs_nothing_of_ours() -> None:
    with pytest.raises(Denied) as refused:
        OURS.person(Links(signed.Links(lambda: [b"1" * 32])).token(representative(), clock.now() + SOON))
    assert refused.value.code == LINK_INVALID


@pytest.mark.parametrize("content", [None, b"", b"short"])
def test_a_secret_that_is_none_stops_the_process_with_its_name(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "link.key"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(EnvError, match="LINK_SECRET_FILE"):
        links.read(SimpleNamespace(path=lambda _: file))  # type: ignore[arg-type]
