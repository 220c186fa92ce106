"""Who is told of comments and reviews, and what the secretariat is told of."""

from collections.abc import Callable
from datetime import timedelta

from tests.integration.notify.facts import (
    COMMENT,
    DEPUTY,
    LONG_AGO,
    MEMBER,
    PERSON,
    SUPPORTER,
    Fact,
    comment,
    committee,
    meeting,
    member,
    person,
    review,
    submitted,
)
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox

Send = Callable[[], int]
HELD = LONG_AGO + timedelta(days=30)
ASKED, CAME_IN, OVERDUE, COMMENTED = "review-asked", "review-came-in", "minutes-overdue", "proposal-commented"
ANSWERED = "comment-answered"


def joined(**channels: list[str]) -> tuple[Fact, ...]:
    """Its proposer's member, which the others' committee names as its secretariat; and another."""
    people = (person(channels=channels or None), person(id=DEPUTY, member=SUPPORTER))
    office = committee(secretariat=SUPPORTER)
    return (office, member(), member(id=SUPPORTER, name={"th": "กระทรวงการต่างประเทศ"}), *people, submitted())


def sent(send: Send) -> None:
    while send():
        pass


def letters(house: House, template: str) -> list[tuple[str, str, str | None]]:
    return [(row["recipient"], row["status"], row["reason"]) for row in house.rows(template)]


def test_the_proposer_hears_of_each_comment_that_others_make(
    house: House, mailbox: Mailbox, send: Send
) -> None:
    other = SUPPORTER[:-1] + "a"
    house.hear(
        *joined(), comment(), comment(id=other, member=None), comment(id=other[:-1] + "b", member=MEMBER)
    )
    house.hear_twice(comment())
    sent(send)
    assert letters(house, COMMENTED) == [(PERSON, "delivered", None)] * 2
    mails = [mail for mail in mailbox.letters if "มีผู้แสดงความเห็น" in mail["Subject"]]
    said = [str(next(mail.iter_parts()).get_content()) for mail in mails]
    for who in ("กระทรวงการต่างประเทศ", "ฝ่ายเลขานุการ"):
        assert sum(f"\n{who} ได้แสดงความเห็น" in one for one in said) == 1
    assert {mail["List-Unsubscribe-Post"] for mail in mails} == {"List-Unsubscribe=One-Click"}


def test_who_wants_no_comments_gets_none(house: House) -> None:
    house.hear(*joined(email=["releases"]), comment())
    assert letters(house, COMMENTED) == []


def test_of_what_was_taken_back_or_hidden_meanwhile_nobody_is_told(house: House, send: Send) -> None:
    house.hear(*joined(), comment(), comment("hidden", 2))
    sent(send)
    assert letters(house, COMMENTED) == [(PERSON, "cancelled", "comment_taken_back")]


def test_whose_comment_is_answered_hears_of_it_and_who_answers_themselves_does_not(
    house: House, mailbox: Mailbox, send: Send
) -> None:
    said, answers = comment(), [SUPPORTER[:-1] + end for end in "abcd"]
    of_proposer, own, of_office, of_theirs = answers
    house.hear(*joined(), said, comment(id=of_proposer, member=MEMBER, reply_to=COMMENT))
    house.hear(comment(id=own, reply_to=COMMENT), comment(id=of_office, member=None, reply_to=COMMENT))
    house.hear(comment(id=of_theirs, reply_to=of_proposer), comment("removed", 2, id=of_office, member=None))
    sent(send)
    assert letters(house, ANSWERED) == [
        (DEPUTY, "delivered", None),
        (DEPUTY, "cancelled", "comment_taken_back"),
    ]
    assert len(letters(house, COMMENTED)) == 4, "the proposer hears of each that is not its own"
    (mail,) = [one for one in mailbox.letters if "มีผู้ตอบความเห็นของท่าน" in one["Subject"]]
    assert "\nองค์กรภาคประชาสังคม ๑ ได้ตอบความเห็นของกระทรวงการต่างประเทศต่อ" in str(
        next(mail.iter_parts()).get_content()
    )
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_who_wants_no_comments_hears_of_no_answer(house: House) -> None:
    spared = person("revised", 2, status="confirmed", id=DEPUTY, member=SUPPORTER, channels={"email": []})
    house.hear(*joined(), spared, comment(), comment(id=MEMBER, member=MEMBER, reply_to=COMMENT))
    assert letters(house, ANSWERED) == []


def test_who_is_asked_to_review_is_told_and_the_secretariat_that_they_have(
    house: House, mailbox: Mailbox, send: Send
) -> None:
    house.hear(*joined(), committee(2, secretariat=MEMBER), review())
    sent(send)
    house.hear(review("given", 2), review("recused", 3))
    sent(send)
    assert letters(house, ASKED) == [(DEPUTY, "delivered", None)]
    assert letters(house, CAME_IN) == [(PERSON, "delivered", None)] * 2


def test_who_has_advised_already_is_not_asked_and_where_no_secretariat_is_named_nobody_is_told(
    house: House, send: Send
) -> None:
    house.hear(*joined(), committee(2), review(), review("given", 2))
    sent(send)
    assert letters(house, ASKED) == [(DEPUTY, "cancelled", "review_came_in")]
    assert letters(house, CAME_IN) == []


def test_what_the_secretariats_own_reviewers_are_asked_is_told_to_nobody(house: House) -> None:
    house.hear(*joined(), review(member=None))
    assert letters(house, ASKED) == []


def test_the_secretariat_is_reminded_of_minutes_until_they_are_circulated(
    house: House, mailbox: Mailbox, send: Send
) -> None:
    house.hear(*joined(), meeting("closed", 4, starts_at=HELD))
    house.hear(meeting("minutes_overdue", 5, starts_at=HELD, status="closed"))
    sent(send)
    assert any("ยังไม่ได้เวียนรายงานการประชุม" in mail["Subject"] for mail in mailbox.letters)
    house.hear(meeting("minutes_overdue", 6, starts_at=HELD, status="minutes_draft"))
    house.hear(meeting("minutes_circulated", 7, starts_at=HELD))
    sent(send)
    assert letters(house, OVERDUE) == [
        (DEPUTY, "delivered", None),
        (DEPUTY, "cancelled", "minutes_circulated"),
    ]


def test_of_a_meeting_that_was_put_off_no_minutes_are_overdue(house: House, send: Send) -> None:
    house.hear(
        *joined(), meeting("minutes_overdue", 5, starts_at=HELD, status="convened"), meeting("rescheduled", 6)
    )
    sent(send)
    assert letters(house, OVERDUE) == [(DEPUTY, "cancelled", "superseded")]
