"""From an application to the published outcome, as members, the secretariat and other systems see it."""

import html
import json
import re
from datetime import datetime
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import icalendar
import jsonschema
import pytest

from tests.e2e.client import Organisation, World
from tests.e2e.mails import CALENDAR, Mails, text_of
from tests.e2e.story import AGREED, Story, lived_through
from tests.e2e.subscriber import Heard, Subscriber
from tests.support import word_reader
from tests.support.polling import until
from tests.unit.agenda.file_makers import PDF

CONTRACTS = Path(__file__).resolve().parents[2] / "contracts/events"
TOLD_OF_THE_PROPOSAL = [
    "agenda.proposal.submitted.v1",
    "agenda.proposal.supported.v1",
    "agenda.proposal.admitted.v1",
    "agenda.proposal.selected.v1",
    "agenda.proposal.decided.v1",
]
TOLD_OF_THE_MEETING = [
    "agenda.meeting.planned.v1",
    "agenda.meeting.convened.v1",
    "agenda.meeting.opened.v1",
    "agenda.meeting.closed.v1",
]


@pytest.fixture(scope="module")
def story(world: World, mails: Mails, subscriber: Subscriber) -> Story:
    """Lived through once; the subscriber listens from before its start."""
    return lived_through(world, mails)


def test_a_proposal_leads_to_its_resolution(world: World, story: Story) -> None:
    proposal = world.public.read(story.proposal_path)
    resolution = proposal["resolution"]
    assert proposal["supporters"] == [story.supporter.id]
    assert {name: resolution[name] for name in AGREED} == AGREED
    assert (resolution["meeting"], resolution["item"]) == (story.meeting["id"], story.item)
    agenda = world.public.read(f"{story.meeting_path}/agenda")
    (considered,) = [section for section in agenda["sections"] if section["ordinal"] == 5]
    (item,) = considered["items"]
    assert (item["id"], item["proposal"], item["status"]) == (story.item, proposal["id"], "decided")
    assert item["number"] == {"th": "๕.๑", "en": "5.1"}


def test_one_call_and_one_page_show_what_became_of_it(world: World, story: Story) -> None:
    trace = world.public.read(f"{story.proposal_path}/trace")
    assert trace["outcome"]["state"] == "agreed"
    assert [one["verdict"] for one in trace["judgements"]] == ["admissible", "selected"]
    (item,) = trace["items"]
    assert (item["id"], item["meeting"]["id"]) == (story.item, story.meeting["id"])
    assert item["resolution"]["text"] == AGREED["text"]
    page = world.public.get(f"/proposals/{story.proposal['id']}?language=en")
    assert page.status_code == 200
    assert "Decided by the meeting" in page.text


def test_answers_and_attendance_are_kept(world: World, story: Story) -> None:
    answers = world.office.read(f"{story.meeting_path}/responses")["items"]
    assert {one["member"]: one["answer"] for one in answers} == {
        story.proposer.id: "accepted",
        story.supporter.id: "declined",
    }
    (came,) = world.office.read(f"{story.meeting_path}/attendance")["items"]
    assert (came["member"], came["status"], came["persons"]) == (story.proposer.id, "attended", 2)


def test_everybody_is_told_by_mail_in_their_language(mails: Mails, story: Story) -> None:
    thai = all_mails(mails, story, story.proposer, 6)
    english = all_mails(mails, story, story.supporter, 4)
    assert {mail["Content-Language"] for mail in thai} == {"th"}
    assert {mail["Content-Language"] for mail in english} == {"en"}
    reference = story.proposal["reference"]["display"]
    assert [mail for mail in thai if reference["th"] in mail["Subject"]]
    assert [mail for mail in english if reference["en"] in mail["Subject"]]
    assert len({mail["Message-ID"] for mail in thai + english}) == 6 + 4


def all_mails(mails: Mails, story: Story, member: Organisation, count: int) -> list[EmailMessage]:
    about = (story.proposal["id"], story.meeting["id"])
    until(lambda: len(mails.to(member.email, *about)) >= count)
    return mails.to(member.email, *about)


@pytest.mark.parametrize("who", ["proposer", "supporter"])
def test_the_invitation_is_an_entry_for_the_calendar(mails: Mails, story: Story, who: str) -> None:
    address = getattr(story, who).email
    (mail,) = mails.invitations_to(address, story.meeting["id"])
    calendar = icalendar.Calendar.from_ical(text_of(mail, CALENDAR))
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "REQUEST"
    assert event.decoded("DTSTART") == datetime.fromisoformat(story.meeting["starts_at"])
    assert event.decoded("DTEND") == datetime.fromisoformat(story.meeting["ends_at"])
    assert event["SEQUENCE"] == story.meeting["calendar_sequence"] == 0
    assert event["ATTENDEE"] == f"mailto:{address}"
    assert str(event["UID"]).startswith(story.meeting["id"])


@pytest.mark.parametrize(
    ("subject", "types"),
    [("proposals", TOLD_OF_THE_PROPOSAL), ("meetings", TOLD_OF_THE_MEETING)],
)
def test_other_systems_hear_each_fact_once_in_its_order(
    story: Story, subscriber: Subscriber, subject: str, types: list[str]
) -> None:
    id = story.proposal["id"] if subject == "proposals" else story.meeting["id"]
    until(lambda: len(subscriber.about(f"{subject}/{id}")) >= len(types))
    heard = subscriber.about(f"{subject}/{id}")
    assert [one.event["type"] for one in heard] == types
    versions = [one.event["version"] for one in heard]
    assert versions == sorted(set(versions))


def test_events_are_as_the_contract_says(story: Story, subscriber: Subscriber) -> None:
    released = "agenda.document.published.v1"
    until(lambda: released in [one.routing_key for one in subscriber.heard])
    for one in list(subscriber.heard):
        schema = json.loads((CONTRACTS / f"{one.routing_key}.json").read_text(encoding="utf-8"))
        jsonschema.validate(one.event, schema, format_checker=jsonschema.FormatChecker())
        assert_properties(one)


def assert_properties(one: Heard) -> None:
    event, properties = one.event, one.properties
    assert (properties.message_id, properties.type) == (event["id"], event["type"])
    assert event["type"] == one.routing_key
    assert properties.content_type == "application/cloudevents+json"
    assert properties.delivery_mode == 2
    for name in ("id", "type", "source", "specversion", "time", "subject", "dataschema"):
        assert properties.headers[f"cloudEvents_{name}"] == event[name]


@pytest.mark.parametrize(
    ("language", "chair", "came"),
    [("th", "ตำแหน่งประธานสมมุติ", "๒ คน"), ("en", "A made-up chair", "2 people")],
)
def test_the_release_is_there_for_everybody(
    world: World, story: Story, language: str, chair: str, came: str
) -> None:
    path = f"{story.meeting_path}/documents/news-release?language={language}"
    page = world.public.get(path, Accept="text/html")
    assert page.headers["Content-Type"].startswith("text/html")
    words = html.unescape(re.sub("<[^>]*>|\u200b", "", page.text)).replace("\u00a0", " ")
    assert chair in words
    assert came in words
    assert story.meeting["number"]["display"][language] in words
    pdf = world.public.get(path, Accept="application/pdf")
    assert pdf.content.startswith(b"%PDF-")
    word = world.public.get(f"{path}&format=docx")
    assert chair in word_reader.said(word.content)


def test_what_belongs_to_a_proposal_is_read_and_heard(
    world: World, story: Story, subscriber: Subscriber
) -> None:
    """A file of its draft, a comment once it is told, its receipt, and its line in the register."""
    draft = world.draft(story.proposer)
    path = f"/v1/proposals/{draft['id']}"
    file = story.proposer.speaking.give(f"{path}/attachments?name=ข้อมูล.pdf", PDF)
    content = f"/v1/attachments/{file['id']}/content"
    assert world.public.get(content).status_code == 404
    receipt = story.proposer.speaking.do(f"{path}/submit")["receipt"]
    said = story.supporter.speaking.do(
        f"{path}/comments", {"text": {"en": "Well said"}, "visibility": "public"}
    )
    assert world.public.get(content).content == PDF
    assert world.public.read(f"{path}/comments")["items"] == [said]
    for subject in (f"attachments/{file['id']}", f"comments/{said['id']}"):
        (heard,) = until(partial(subscriber.about, subject))
        assert "ข้อมูล" not in str(heard.event)
        assert "Well said" not in str(heard.event)
    register = world.public.get("/proposals?language=en").text
    assert receipt["reference"]["display"]["en"] in register
    assert story.proposal["reference"]["display"]["en"] in register
