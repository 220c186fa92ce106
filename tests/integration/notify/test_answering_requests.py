"""What became of what a person asked of their own data: a letter to them, as long as they are in office."""

from collections.abc import Callable

import pytest

from tests.integration.notify.facts import DEPUTY, PERSON, Fact, answered, committee, member, person
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox

Send = Callable[[], int]
JOINED = (committee(), member(from_list=True), person(), person(id=DEPUTY, email="rep2@org1.example"))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (answered("carried_out"), "ได้ดำเนินการตามคำขอของท่านเรียบร้อยแล้ว"),
        (answered("refused", ground="accurate"), "เนื่องจากข้อมูลที่บันทึกไว้ถูกต้องแล้ว"),
        (answered("refused", "erasure", "legal_obligation"), "เนื่องจากต้องเก็บรักษาข้อมูลไว้เพื่อปฏิบัติตามกฎหมาย"),
    ],
    ids=["carried out", "refused", "erasure refused"],
)
def test_who_asked_and_nobody_else_is_told_what_became_of_it(
    house: House, mailbox: Mailbox, send: Send, answer: Fact, said: str
) -> None:
    house.hear(*JOINED)
    house.hear_twice(answer)
    send()
    (letter,) = mailbox.letters
    text = letter.get_body(("plain",))
    assert text and said in text.get_content()
    assert [one["recipient"] for one in house.rows("data-request-answered")] == [PERSON]


def test_of_who_has_left_no_address_is_known_and_the_secretariat_tells_them(
    house: House, mailbox: Mailbox, send: Send
) -> None:
    house.hear(*JOINED, person("ended", 2))
    house.hear(answered("carried_out", "erasure"))
    send()
    assert mailbox.letters == [] and house.rows("data-request-answered") == []
