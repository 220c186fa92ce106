"""Letters that no sender takes: by which channel, how they are addressed, and what becomes of them."""

import re
from datetime import timedelta
from typing import Any

import pytest

from chassis.errors import Conflict
from notify import letters, rendering
from notify.audiences import TEMPLATES
from notify.by_hand import reaching
from notify.editing.template import Words
from notify.letters import NO_WAYS
from notify.model import LANGUAGES, Fact, Language, Notification, Status
from notify.relevance import WRITTEN_TO_OTHERWISE, uncalled_for
from notify.routing import BY_LINK, channels, moved_to
from tests.unit.notify.builders import AT, LEASE, MESSAGE_ID, correspondence, notification, sending

POSTED: dict[str, Any] = {"at": AT, "by": "officer-1", "how": "registered", "reached": True, "note": "EMS 1"}
CALLED = {**POSTED, "how": "called", "reached": False, "note": "ไม่มีผู้รับสาย"}
AT_HOME = {"subdistrict": "สุเทพ", "district": "เมืองเชียงใหม่", "province": "เชียงใหม่", "postcode": "50200"}
IN_BANGKOK = {"subdistrict": "ทุ่งพญาไท", "district": "ราชเทวี", "province": "กรุงเทพมหานคร", "postcode": "10400"}
IN_ENGLISH = {"subdistrict": "Suthep", "district": "Mueang", "province": "Chiang Mai", "postcode": "50200"}
ON_LINE = re.compile(r"http|ลิงก์|link|ในระบบ|อีเมลนี้|this message|answer it\b|ปฏิทิน|calendar entry")


def waiting() -> Notification:
    one = notification(channel="post")
    one.queue(AT)
    return one


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_a_letter_goes_by_the_channel_of_the_person_but_where_it_tries_an_address(template: str) -> None:
    of = {"preferred_channel": "post", "email": "rep1@org1.example"}
    assert channels(template, of)[0] == ("email" if template in BY_LINK else "post")
    assert channels(template, {"preferred_channel": None})[0] == "email"
    assert channels(template, {})[0] == "email", "as it was told before there were others"


@pytest.mark.parametrize(
    ("channel", "preferred", "moved"),
    [("email", "post", "post"), ("post", None, "email"), ("post", "post", None), ("email", None, None)],
)
def test_a_letter_follows_the_person_to_another_channel(channel: str, preferred: Any, moved: Any) -> None:
    assert moved_to(channel, "welcome", {"preferred_channel": preferred}) == moved
    assert moved_to("inbox", "welcome", {"preferred_channel": preferred}) is None, "a copy stays what it is"


def test_who_posts_it_is_its_proof() -> None:
    one = waiting()
    later = AT + timedelta(hours=2)
    assert one.hand_over(later, "edition", POSTED) == (Fact.DELIVERED,)
    assert (one.status, one.sent_at, one.attempts, one.due_at) == (Status.DELIVERED, AT, 1, None)
    assert one.contact_attempts == [POSTED]
    with pytest.raises(Conflict):
        one.hand_over(later, "edition", POSTED)


def test_who_is_not_reached_stays_on_the_list() -> None:
    one = waiting()
    assert one.miss(AT, CALLED) == one.miss(AT, CALLED) == ()
    assert (one.status, one.attempts, len(one.contact_attempts)) == (Status.QUEUED, 2, 2)
    assert one.hand_over(AT, "edition", POSTED) == (Fact.DELIVERED,)


def test_what_comes_back_has_not_arrived() -> None:
    one = waiting()
    one.hand_over(AT, "edition", POSTED)
    assert one.miss(AT, {**POSTED, "reached": False}) == (Fact.FAILED,)
    assert (one.status, one.reason) == (Status.PERMANENT_FAILURE, "returned")


def test_that_it_was_posted_stands_on_record_though_it_has_lost_its_point_since() -> None:
    one = waiting()
    one.stop(Status.CANCELLED, AT, "meeting_cancelled")
    assert one.hand_over(AT, "edition", POSTED) == ()
    assert (one.status, one.contact_attempts) == (Status.CANCELLED, [POSTED])
    with pytest.raises(Conflict):
        one.miss(AT, CALLED)


def test_what_a_sender_has_is_for_no_person() -> None:
    with pytest.raises(Conflict):
        sending().hand_over(AT, "edition", POSTED)
    one = waiting()
    one.claim(AT, LEASE, MESSAGE_ID)
    with pytest.raises(Conflict):
        one.miss(AT, CALLED)


def test_who_was_invited_by_another_channel_hears_that_it_is_off() -> None:
    one = waiting()
    one.stop(Status.CANCELLED, AT, WRITTEN_TO_OTHERWISE)
    assert uncalled_for(one) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", sorted(set(TEMPLATES) - set(BY_LINK)))
def test_on_paper_and_by_word_of_mouth_nothing_speaks_of_links(template: str, language: Language) -> None:
    of = correspondence(template, language=language)
    printed, called = letters.write(of, NO_WAYS).text, letters.call(of)
    for said in (printed, called):
        assert ON_LINE.search(said) is None, said
        assert "None" not in said
    closing, signed = printed.strip().split("\n\n")[-2:]
    assert closing in ("ขอแสดงความนับถือ", "Yours sincerely,")
    assert closing not in called
    assert signed not in called
    assert letters.write(of, NO_WAYS).subject in called


def test_a_call_says_whom_it_is_for_and_who_calls() -> None:
    said = letters.call(correspondence("meeting-invitation"))
    assert said.startswith("เรียนสาย ผู้แทน หนึ่ง ผู้แทนกระทรวงการต่างประเทศ ฝ่ายเลขานุการคณะทำงานร่วมฯ ")
    assert "เวลา: ๐๙.๐๐–๑๒.๐๐ น." in said


@pytest.mark.parametrize(
    ("parts", "lines"),
    [
        (AT_HOME, ["12 หมู่ 3", "ตำบลสุเทพ อำเภอเมืองเชียงใหม่", "จังหวัดเชียงใหม่ 50200"]),
        (IN_BANGKOK, ["12 หมู่ 3", "แขวงทุ่งพญาไท เขตราชเทวี", "กรุงเทพมหานคร 10400"]),
        (IN_ENGLISH, ["12 หมู่ 3", "Suthep, Mueang", "Chiang Mai 50200"]),
        ({"province": "เชียงใหม่", "postcode": "50200"}, ["12 หมู่ 3", "จังหวัดเชียงใหม่ 50200"]),
    ],
)
def test_an_address_has_the_words_of_its_place(parts: dict[str, str], lines: list[str]) -> None:
    assert reaching.address({"street": "12 หมู่ 3", **parts}) == lines


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("+6622035000;ext=14045", "02 203 5000 ต่อ 14045"),
        ("+6653123456", "053 123 456"),
        ("+66812345678", "081 234 5678"),
        ("+85621212345", "+85621212345"),
    ],
)
def test_a_number_is_written_as_it_is_dialled(number: str, dialled: str) -> None:
    assert reaching.telephone(number, "th") == dialled


def test_words_of_the_installations_own_are_said_on_the_telephone_too() -> None:
    source = rendering.shipped("welcome", "th").replace("ยินดีต้อนรับสู่", "ขอต้อนรับสู่")
    of = correspondence("welcome", words=Words("th", source, 1))
    assert "ขอต้อนรับสู่" in letters.call(of)
    assert "ขอต้อนรับสู่" in letters.write(of, NO_WAYS).subject
