"""Every letter in every language and form, with nothing left out that the template asks for."""

import html
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from jinja2 import TemplateError

from chassis import clock
from chassis.errors import Conflict, Denied
from chassis.links import Links
from notify import examples, letters
from notify.audiences import TEMPLATES
from notify.doors import Doors, Purpose
from notify.editing.template import Words
from notify.errors import LINK_EXPIRED
from notify.letters import NOT_TRANSLATED, PASSED_OVER, Correspondence, Letter
from notify.model import LANGUAGES, Language
from tests.unit.notify import sources
from tests.unit.notify.builders import correspondence

DOORS = Doors("https://wara.example", Links(lambda: [b"0" * 32]))
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


def write(of: Correspondence) -> Letter:
    return letters.write(of, DOORS.ways(of))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_every_letter_can_be_written(template: str, language: Language) -> None:
    letter = write(correspondence(template, language=language))
    assert letter.subject
    assert "\n" not in letter.subject
    assert f'<html lang="{language}">' in letter.html
    for said in (letter.text, letter.html):
        assert "None" not in said
        assert "{" not in said.replace("{border", "")


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_a_thai_letter_has_thai_digits_only(template: str) -> None:
    letter = write(correspondence(template))
    said = letter.subject + re.sub(r"https://\S+", "", letter.text)
    assert BY_THE_DIGIT.search(said) is None


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_text_and_html_say_the_same(template: str) -> None:
    letter = write(correspondence(template, language="en"))
    said = re.sub(r"<style.*?</style>|<title>.*?</title>|<[^>]+>", " ", letter.html, flags=re.S)
    in_html = re.findall(r"\w+", said.replace("&#39;", "'").replace("&amp;", "&"))
    in_text = re.findall(r"\w+", re.sub(r"https://\S+", "", letter.text))
    assert in_html == in_text


def test_the_greeting_names_person_and_organisation() -> None:
    letter = write(correspondence("welcome"))
    assert letter.text.startswith("เรียน ผู้แทน หนึ่ง ผู้แทนกระทรวงการต่างประเทศ\n")
    assert letter.text.count("ขอแสดงความนับถือ") == 1


def test_an_invitation_says_when_and_where() -> None:
    letter = write(correspondence("meeting-invitation"))
    assert letter.subject == "ขอเชิญเข้าร่วมการประชุมคณะทำงานร่วมฯ ครั้งที่ ๑/๒๕๖๑ (๓๑ มกราคม ๒๕๖๑)"
    assert "วันที่: วันพุธที่ ๓๑ มกราคม ๒๕๖๑\nเวลา: ๐๙.๐๐–๑๒.๐๐ น.\nสถานที่: วิเทศสโมสร" in letter.text
    assert letter.occasion == "การประชุมคณะทำงานร่วมฯ ครั้งที่ ๑/๒๕๖๑"


def test_what_is_not_translated_is_given_in_the_other_language_and_marked() -> None:
    title = {"th": "แนวทาง <ความร่วมมือ>"}
    facts = {**examples.FACTS["proposal-receipt"], "title": title}
    letter = write(correspondence("proposal-receipt", language="en", facts=facts))
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
    thai = write(correspondence("proposal-receipt", facts=facts)).text
    english = write(correspondence("proposal-receipt", facts=facts, language="en")).text
    assert f"บันทึกแทนท่านจาก: {words[0]} ที่ได้รับเมื่อวันที่ ๙ มกราคม ๒๕๖๑\n" in thai
    assert f"Entered for you from: {words[1]}, received on 9 January 2018\n" in english
    assert "ผู้รับผิดชอบ: ฝ่ายเลขานุการคณะทำงานร่วมฯ กระทรวงการต่างประเทศ\n" in thai
    assert "Responsible: the secretariat of the Joint Working Group, Ministry of Foreign Affairs\n" in english


def test_a_receipt_made_before_that_was_told_can_still_be_written() -> None:
    facts = {name: one for name, one in examples.FACTS["proposal-receipt"].items() if name != "received"}
    committee = {name: one for name, one in examples.COMMITTEE.items() if name != "convener"}
    letter = write(correspondence("proposal-receipt", facts=facts, committee=committee))
    assert "ผู้รับผิดชอบ: ฝ่ายเลขานุการคณะทำงานร่วมฯ\n" in letter.text
    assert "บันทึกแทนท่านจาก" not in letter.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", JUDGEMENTS)
def test_every_judgement_has_its_words(status: str, language: Language) -> None:
    facts = {**examples.PROPOSAL, "status": status, "reason": examples.REASON}
    letter = write(
        correspondence("proposal-judged", facts=facts, language=language, target=examples.OTHER_PROPOSAL)
    )
    assert examples.REASON[language] in letter.text
    assert ("๑๓/๒๕๖๑" if language == "th" else "13/2561") in letter.text


def test_a_supporter_reads_that_the_proposal_is_another_members() -> None:
    facts = {**examples.FACTS["proposal-selected"], "proposed_by": examples.OTHER_PROPOSAL_ID}
    own = write(correspondence("proposal-selected", language="en"))
    supported = write(correspondence("proposal-selected", language="en", facts=facts))
    assert "which your organisation made" in own.text
    assert "which your organisation supports" in supported.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_meeting_may_lack_what_was_not_recorded(language: Language) -> None:
    bare = {"number": None, "ends_at": None, "venue": None, "chair_post": None, "purpose": None}
    for template in ("meeting-invitation", "release-published", "proposal-selected"):
        letter = write(correspondence(template, language=language, meeting={**examples.MEETING, **bare}))
        assert "None" not in letter.subject + letter.text


@pytest.mark.parametrize(
    ("language", "there_in", "said"),
    [
        ("th", ["th", "en"], "เผยแพร่ระเบียบวาระการประชุมคณะทำงานร่วมฯ ครั้งที่ ๑/๒๕๖๑ เมื่อวันที่ ๑๕ มกราคม ๒๕๖๑"),
        (
            "th",
            ["en"],
            "เผยแพร่ระเบียบวาระการประชุมคณะทำงานร่วมฯ ครั้งที่ ๑/๒๕๖๑ เมื่อวันที่ ๑๕ มกราคม ๒๕๖๑ (มีเฉพาะภาษาอังกฤษ)",
        ),
        ("en", None, "Published: agenda of meeting 1/2561 of the Joint Working Group, 15 January 2018"),
        (
            "en",
            ["th"],
            "Published: agenda of meeting 1/2561 of the Joint Working Group, 15 January 2018 (in Thai only)",
        ),
    ],
)
def test_of_a_paper_is_said_what_it_is_when_it_was_published_and_in_which_language_if_in_another(
    language: Language, there_in: list[str] | None, said: str
) -> None:
    facts = {**examples.FACTS["document-published"], "languages": there_in}
    assert write(correspondence("document-published", language=language, facts=facts)).subject == said


def test_a_committee_without_a_short_name_is_named_in_full() -> None:
    committee = {**examples.COMMITTEE, "short_name": None}
    letter = write(correspondence("welcome", committee=committee))
    assert letter.subject == f"ยินดีต้อนรับสู่{examples.COMMITTEE['name']['th']}"


def test_a_letter_that_lacks_what_it_needs_is_not_written() -> None:
    with pytest.raises(TemplateError):
        write(correspondence("proposal-receipt", facts={}))


def test_a_suspension_says_why_and_until_when() -> None:
    facts = {"reason": {"th": "ตามหนังสือของหน่วยงาน"}, "until": "2018-12-31"}
    said = write(correspondence("member-suspended", facts=facts)).text
    assert "จนถึงวันที่ ๓๑ ธันวาคม ๒๕๖๑" in said
    assert "เหตุผล: ตามหนังสือของหน่วยงาน" in said
    open_ended = write(correspondence("member-suspended", facts={**facts, "until": None})).text
    assert "จนถึง" not in open_ended


def test_an_offer_says_until_which_day() -> None:
    thai = write(correspondence("proposal-offered"))
    english = write(correspondence("proposal-offered", language="en"))
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
        letter = write(correspondence("proposal-handed-over", facts=stated, language=language))
        assert (said in letter.text) == (language == "en")
        assert letter.subject.endswith(HEARD[said][language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_called_to_a_meeting_may_answer_by_a_link_of_their_own(language: Language) -> None:
    for template in ("meeting-invitation", "meeting-rescheduled", "meeting-reminder", "meeting-near"):
        meeting = {**examples.MEETING, "starts_at": clock.now() + timedelta(days=1)}
        said = write(correspondence(template, language=language, meeting=meeting))
        for form in (said.text, html.unescape(said.html)):
            (token,) = set(re.findall(r"https://wara.example/answer\?token=([\w.-]+)", form))
            assert DOORS.who(Purpose.ANSWER, token)[:2] == (examples.REPRESENTATIVE_ID, examples.MEETING_ID)
            with pytest.raises(Denied):
                DOORS.who(Purpose.UNSUBSCRIBE, token)


def test_what_nobody_needs_says_how_to_do_without_it() -> None:
    of = correspondence("release-published", at=clock.now())
    said = write(of)
    (token,) = re.findall(r"https://wara.example/unsubscribe\?token=([\w.-]+)", said.text)
    assert DOORS.who(Purpose.UNSUBSCRIBE, token)[:2] == (examples.REPRESENTATIVE_ID, "releases")
    assert "unsubscribe" not in write(correspondence("meeting-invitation")).text


def test_the_same_letter_says_the_same_each_time_it_is_written() -> None:
    of = correspondence("meeting-invitation")
    assert write(of) == write(of)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_digest_has_a_line_for_each_letter_that_it_stands_for_and_where_it_leads(
    language: Language,
) -> None:
    items = [{"subject": f"<{n}>", "link": f"https://wara.example/v1/proposals/{n}"} for n in "กข"]
    letter = write(correspondence("digest", language=language, facts={"items": items}))
    assert (
        letter.subject
        == {
            "th": "สรุปข่าวสารคณะทำงานร่วมฯ ๑๐ มกราคม ๒๕๖๑ (๒ เรื่อง)",
            "en": "News of the Joint Working Group, 10 January 2018 (2)",
        }[language]
    )
    for one in items:
        assert f"{one['subject']}: {one['link']}\n" in letter.text
        assert f'href="{one["link"]}"' in letter.html
        assert html.escape(one["subject"]) in letter.html


def test_the_subject_alone_is_that_of_the_letter() -> None:
    for template in TEMPLATES:
        of = correspondence(template)
        assert letters.subject(of, DOORS.ways(of)) == write(of).subject


def test_when_the_meeting_has_begun_no_link_answers_it() -> None:
    (token,) = set(re.findall(r"answer\?token=([\w.-]+)", write(correspondence("meeting-invitation")).text))
    with pytest.raises(Conflict) as refused:
        DOORS.who(Purpose.ANSWER, token)
    assert refused.value.code == LINK_EXPIRED


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_secretariat_is_written_to_by_the_system_and_not_by_itself(language: Language) -> None:
    for template in ("minutes-overdue", "review-came-in"):
        said = write(correspondence(template, language=language)).text
        signed = {"th": "\nระบบของคณะทำงานร่วมฯ\n", "en": "\nThe system of the Joint Working Group\n"}[
            language
        ]
        assert signed in said
        assert {"th": "ทำหน้าที่ฝ่ายเลขานุการ", "en": "serves as the secretariat"}[language] in said


def test_a_comment_of_the_secretariat_says_so() -> None:
    facts = examples.FACTS["proposal-commented"]
    assert "กระทรวงการต่างประเทศ ได้แสดงความเห็น" in write(correspondence("proposal-commented")).text
    of_office = correspondence("proposal-commented", facts={**facts, "said_by": None})
    assert "ฝ่ายเลขานุการ ได้แสดงความเห็น" in write(of_office).text


def test_an_answer_of_the_secretariat_says_so() -> None:
    facts = examples.FACTS["comment-answered"]
    for language, said in (
        ("th", "ฝ่ายเลขานุการ ได้ตอบความเห็นของกระทรวงการต่างประเทศต่อข้อเสนอ ๑๒/๒๕๖๑"),
        ("en", "has been answered by the secretariat."),
    ):
        of = correspondence("comment-answered", language=language, facts={**facts, "said_by": None})
        assert said in write(of).text


def test_what_a_reviewer_advises_stands_in_no_letter() -> None:
    for status, said in (("recommended", "มีผู้ให้ความเห็นแล้ว"), ("recused", "มีผู้แจ้งขอไม่ให้ความเห็น")):
        facts = {**examples.FACTS["review-came-in"], "review_status": status}
        assert write(correspondence("review-came-in", facts=facts)).subject == f"ข้อเสนอ ๑๒/๒๕๖๑: {said}"


def test_the_groups_short_name_is_not_broken_over_two_lines() -> None:
    kept = '<span style="white-space:nowrap">คณะทำงานร่วมฯ</span>'
    letter = write(correspondence("proposal-receipt"))
    assert letter.html.partition("<main")[2].count("คณะทำงานร่วมฯ") == letter.html.count(kept) > 2
    named = {**examples.COMMITTEE, "short_name": {"th": "ภาครัฐ & ประชาชน"}}
    html = write(correspondence("welcome", committee=named)).html
    assert '<span style="white-space:nowrap">ภาครัฐ &amp; ประชาชน</span>' in html
    assert "<title>ยินดีต้อนรับสู่ภาครัฐ &amp; ประชาชน</title>" in html


OWN = sources.source("Of {{ member }}.", "About {{ member }}")


def test_a_letter_in_words_of_the_installations_own_says_of_which_version() -> None:
    own = write(correspondence("welcome", language="en", words=Words("en", OWN, 7)))
    shipped = write(correspondence("welcome", language="en"))
    assert own.subject == "About Ministry of Foreign Affairs"
    assert "Dear Representative One,\n\nOf Ministry of Foreign Affairs.\nYours sincerely," in own.text
    assert own.edition == letters.edition("welcome", Words("en", OWN, 7))
    assert own.edition.startswith("7-")
    assert shipped.edition == letters.edition("welcome", Words("en"))
    assert re.fullmatch("[0-9a-f]{12}", shipped.edition)


@pytest.mark.parametrize("source", [None, OWN])
def test_a_letter_in_the_other_language_says_so_in_the_recipients(source: str | None) -> None:
    of = correspondence("welcome", words=Words("en", source, 7 if source else None))
    letter = write(of)
    begin, english = NOT_TRANSLATED["th"], write(replace(of, language="en"))
    assert letter.text == f"{begin}\n\n{english.text}"
    assert f'<p lang="th"><strong>{begin}</strong></p>' in letter.html
    assert '<html lang="en">' in letter.html
    assert (letter.language, letter.subject) == ("en", english.subject)
    assert letter.edition == f"en:{english.edition}"
    assert NOT_TRANSLATED["th"] not in english.text + english.html


def test_the_calendar_and_the_pages_stay_in_the_recipients_language() -> None:
    meeting = {**examples.MEETING, "starts_at": clock.now() + timedelta(days=1)}
    letter = write(correspondence("meeting-invitation", meeting=meeting, words=Words("en")))
    assert letter.occasion == "การประชุมคณะทำงานร่วมฯ ครั้งที่ ๑/๒๕๖๑"
    assert "language=th" in letter.text


def test_words_that_fail_all_the_same_give_way_to_those_that_were_shipped() -> None:
    """As they may after an upgrade, or with a status of tomorrow."""
    for source in (sources.source("{{ facts.nothing }}"), "{% if", sources.source("x", subject=" ")):
        passed_over = PASSED_OVER.labels("welcome", "en")._value.get()
        letter = write(correspondence("welcome", language="en", words=Words("en", source, 7)))
        assert letter == write(correspondence("welcome", language="en"))
        assert PASSED_OVER.labels("welcome", "en")._value.get() == passed_over + 1
        withdrawn = write(correspondence("welcome", language="th", words=Words("en", source, 7)))
        assert withdrawn == write(correspondence("welcome", language="th"))
