"""Every letter in every language and form, with nothing left out that the template asks for."""

import re

import pytest
from jinja2 import TemplateError

from notify import examples, letters
from notify.audiences import TEMPLATES
from notify.model import LANGUAGES, Language
from tests.unit.notify.builders import correspondence

URL = "https://wara.example"
JUDGEMENTS = [
    "returned",
    "admissible",
    "not_admitted",
    "deferred",
    "merged",
    "duplicate",
    "referred",
    "rejected",
]
HEARD: dict[str, dict[Language, str]] = {
    "so the secretariat goes on with it": {
        "th": "ฝ่ายเลขานุการเป็นผู้ดำเนินการต่อ",
        "en": "the secretariat goes on with it",
    },
    "Your organisation has taken over Proposal 12/2561": {"th": "ท่านรับช่วงเรียบร้อยแล้ว", "en": "taken over"},
    "Another member has taken it over": {"th": "มีสมาชิกอื่นรับช่วงแล้ว", "en": "taken over by another member"},
}
BY_THE_DIGIT = re.compile(r"[0-9]")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_every_letter_can_be_written(template: str, language: Language) -> None:
    letter = letters.write(correspondence(template, language=language), URL)
    assert letter.subject
    assert "\n" not in letter.subject
    assert f'<html lang="{language}">' in letter.html
    for said in (letter.text, letter.html):
        assert "None" not in said
        assert "{" not in said.replace("{border", "")


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_a_thai_letter_has_thai_digits_only(template: str) -> None:
    letter = letters.write(correspondence(template), URL)
    said = letter.subject + re.sub(r"https://\S+", "", letter.text)
    assert BY_THE_DIGIT.search(said) is None


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_text_and_html_say_the_same(template: str) -> None:
    letter = letters.write(correspondence(template, language="en"), URL)
    said = re.sub(r"<style.*?</style>|<title>.*?</title>|<[^>]+>", " ", letter.html, flags=re.S)
    in_html = re.findall(r"\w+", said.replace("&#39;", "'").replace("&amp;", "&"))
    in_text = re.findall(r"\w+", re.sub(r"https://\S+", "", letter.text))
    assert in_html == in_text


def test_the_greeting_names_person_and_organisation() -> None:
    letter = letters.write(correspondence("welcome"), URL)
    assert letter.text.startswith("เรียน ผู้แทน หนึ่ง ผู้แทนกระทรวงการต่างประเทศ\n")
    assert letter.text.count("ขอแสดงความนับถือ") == 1


def test_an_invitation_says_when_and_where() -> None:
    letter = letters.write(correspondence("meeting-invitation"), URL)
    assert letter.subject == "ขอเชิญเข้าร่วมการประชุมคณะทำงานร่วมฯ ครั้งที่ ๑/๒๕๖๑ (๓๑ มกราคม ๒๕๖๑)"
    assert "วันที่: วันพุธที่ ๓๑ มกราคม ๒๕๖๑\nเวลา: ๐๙.๐๐–๑๒.๐๐ น.\nสถานที่: วิเทศสโมสร" in letter.text
    assert letter.occasion == "การประชุมคณะทำงานร่วมฯ ครั้งที่ ๑/๒๕๖๑"


def test_what_is_not_translated_is_given_in_the_other_language_and_marked() -> None:
    title = {"th": "แนวทาง <ความร่วมมือ>"}
    facts = {**examples.FACTS["proposal-receipt"], "title": title}
    letter = letters.write(correspondence("proposal-receipt", language="en", facts=facts), URL)
    assert "Title: แนวทาง <ความร่วมมือ> (in Thai)\n" in letter.text
    assert '<span lang="th">แนวทาง &lt;ความร่วมมือ&gt;</span> (in Thai)' in letter.html


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("letter", ("หนังสือ", "a letter")),
        ("mail", ("อีเมลหรือไปรษณีย์", "mail")),
        ("telephone", ("การแจ้งทางโทรศัพท์", "a telephone call")),
        ("in_person", ("การยื่นด้วยตนเอง", "what was brought in person")),
    ],
)
def test_a_receipt_says_how_it_came_and_who_answers_for_it(by: str, words: tuple[str, str]) -> None:
    facts = {**examples.FACTS["proposal-receipt"], "received": {"by": by, "on": "2018-01-09"}}
    thai = letters.write(correspondence("proposal-receipt", facts=facts), URL).text
    english = letters.write(correspondence("proposal-receipt", facts=facts, language="en"), URL).text
    assert f"บันทึกแทนท่านจาก: {words[0]} ที่ได้รับเมื่อวันที่ ๙ มกราคม ๒๕๖๑\n" in thai
    assert f"Entered for you from: {words[1]}, received on 9 January 2018\n" in english
    assert "ผู้รับผิดชอบ: ฝ่ายเลขานุการคณะทำงานร่วมฯ กระทรวงการต่างประเทศ\n" in thai
    assert "Responsible: the secretariat of the Joint Working Group, Ministry of Foreign Affairs\n" in english


def test_a_receipt_made_before_that_was_told_can_still_be_written() -> None:
    facts = {name: one for name, one in examples.FACTS["proposal-receipt"].items() if name != "received"}
    committee = {name: one for name, one in examples.COMMITTEE.items() if name != "convener"}
    letter = letters.write(correspondence("proposal-receipt", facts=facts, committee=committee), URL)
    assert "ผู้รับผิดชอบ: ฝ่ายเลขานุการคณะทำงานร่วมฯ\n" in letter.text
    assert "บันทึกแทนท่านจาก" not in letter.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", JUDGEMENTS)
def test_every_judgement_has_its_words(status: str, language: Language) -> None:
    facts = {**examples.PROPOSAL, "status": status, "reason": examples.REASON}
    letter = letters.write(
        correspondence("proposal-judged", facts=facts, language=language, target=examples.OTHER_PROPOSAL), URL
    )
    assert examples.REASON[language] in letter.text
    assert ("๑๓/๒๕๖๑" if language == "th" else "13/2561") in letter.text


def test_a_supporter_reads_that_the_proposal_is_another_members() -> None:
    facts = {**examples.FACTS["proposal-selected"], "proposed_by": examples.OTHER_PROPOSAL_ID}
    own = letters.write(correspondence("proposal-selected", language="en"), URL)
    supported = letters.write(correspondence("proposal-selected", language="en", facts=facts), URL)
    assert "which your organisation made" in own.text
    assert "which your organisation supports" in supported.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_meeting_may_lack_what_was_not_recorded(language: Language) -> None:
    bare = {"number": None, "ends_at": None, "venue": None, "chair_post": None, "purpose": None}
    for template in ("meeting-invitation", "release-published", "proposal-selected"):
        letter = letters.write(
            correspondence(template, language=language, meeting={**examples.MEETING, **bare}), URL
        )
        assert "None" not in letter.subject + letter.text


def test_a_committee_without_a_short_name_is_named_in_full() -> None:
    committee = {**examples.COMMITTEE, "short_name": None}
    letter = letters.write(correspondence("welcome", committee=committee), URL)
    assert letter.subject == f"ยินดีต้อนรับสู่{examples.COMMITTEE['name']['th']}"


def test_a_letter_that_lacks_what_it_needs_is_not_written() -> None:
    with pytest.raises(TemplateError):
        letters.write(correspondence("proposal-receipt", facts={}), URL)


def test_a_suspension_says_why_and_until_when() -> None:
    facts = {"reason": {"th": "ตามหนังสือของหน่วยงาน"}, "until": "2018-12-31"}
    said = letters.write(correspondence("member-suspended", facts=facts), URL).text
    assert "จนถึงวันที่ ๓๑ ธันวาคม ๒๕๖๑" in said
    assert "เหตุผล: ตามหนังสือของหน่วยงาน" in said
    open_ended = letters.write(correspondence("member-suspended", facts={**facts, "until": None}), URL).text
    assert "จนถึง" not in open_ended


def test_an_offer_says_until_which_day() -> None:
    thai = letters.write(correspondence("proposal-offered"), URL)
    english = letters.write(correspondence("proposal-offered", language="en"), URL)
    assert "รับช่วงได้ภายใน: วันพุธที่ ๒๔ มกราคม ๒๕๖๑\n" in thai.text
    assert "To be taken over by: Wednesday 24 January 2018\n" in english.text


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"keeper": "secretariat"}, "so the secretariat goes on with it"),
        ({}, "Your organisation has taken over Proposal 12/2561"),
        ({"proposed_by": examples.OTHER_PROPOSAL_ID}, "Another member has taken it over"),
    ],
)
def test_each_reads_what_a_hand_over_means_for_it(facts: dict[str, str], said: str) -> None:
    stated = {**examples.PROPOSAL, **facts}
    for language in LANGUAGES:
        letter = letters.write(correspondence("proposal-handed-over", facts=stated, language=language), URL)
        assert (said in letter.text) == (language == "en")
        assert letter.subject.endswith(HEARD[said][language])
