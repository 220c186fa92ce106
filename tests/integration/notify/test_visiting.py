"""Who comes by a link in a letter, and who does not any more."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from chassis import clock
from chassis.errors import Denied, Invalid
from notify.doors import Doors, Purpose
from notify.errors import LINK_INVALID
from tests.integration.notify.desk import PUBLIC, Desk
from tests.integration.notify.facts import MEETING, MEMBER, PERSON, committee, meeting, member, person
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox


@pytest.fixture
def token(house: House, mailbox: Mailbox, send: Callable[[], int]) -> str:
    """As it stands in the invitation."""
    house.hear(committee(), member(), person(), meeting("convened"))
    send()
    letter = next(one for one in mailbox.letters if "ขอเชิญ" in one["Subject"])
    text = letter.get_body(("plain",))
    assert text
    (found,) = set(re.findall(r"/answer\?token=([\w.-]+)", text.get_content()))
    return str(found)


def test_an_invitation_lets_in_whom_it_was_sent_to(desk: Desk, token: str) -> None:
    visitor = desk.ask("read_link", by=PUBLIC, purpose="answer", token=token)
    assert visitor == {"representative": PERSON, "member": MEMBER, "about": MEETING}


def test_it_opens_nothing_else(desk: Desk, token: str) -> None:
    for purpose, given in (("unsubscribe", token), ("answer", token[:-2]), ("answer", "")):
        with pytest.raises(Denied) as refused:
            desk.ask("read_link", by=PUBLIC, purpose=purpose, token=given)
        assert refused.value.code == LINK_INVALID
    with pytest.raises(Invalid):
        desk.ask("read_link", by=PUBLIC, purpose="confirm", token=token)


def test_who_has_left_office_is_not_let_in(house: House, desk: Desk, token: str) -> None:
    house.hear(person("ended", 2))
    with pytest.raises(Denied):
        desk.ask("read_link", by=PUBLIC, purpose="answer", token=token)


def test_who_was_never_heard_of_is_not_let_in(house: House, desk: Desk, doors: Doors) -> None:
    made_up = doors.links.token(Purpose.ANSWER, PERSON, clock.now() + timedelta(days=1), about=MEETING)
    with pytest.raises(Denied):
        desk.ask("read_link", by=PUBLIC, purpose="answer", token=made_up)


def test_a_link_to_sign_in_is_for_who_has_the_address_that_it_went_to(
    house: House, desk: Desk, mailbox: Mailbox, send: Callable[[], int]
) -> None:
    """Who moves away from a mailbox that others read is not signed in for by what still lies in it."""
    house.hear(committee(), member(), person())
    until = clock.to_wire(clock.now() + timedelta(minutes=10))
    desk.ask("send_sign_in_links", by=PUBLIC, email="rep1@org1.example", secret="s" * 43, until=until)
    send()
    texts = filter(None, (one.get_body(("plain",)) for one in mailbox.letters))
    found = (re.findall(r"/sign-in/link\?token=([\w.-]+)", text.get_content()) for text in texts)
    (signing,) = (token for tokens in found for token in tokens)
    ask = {"by": PUBLIC, "purpose": "sign-in", "token": signing}
    house.hear(person("revised", 2, status="confirmed", email="Rep1@Org1.example"))
    assert desk.ask("read_link", **ask)["representative"] == PERSON
    house.hear(person("revised", 3, status="confirmed", email="rep1@new.example"))
    with pytest.raises(Denied) as refused:
        desk.ask("read_link", **ask)
    assert refused.value.code == LINK_INVALID
