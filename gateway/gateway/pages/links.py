"""What a link in a letter opens without sign-in: to answer an invitation, to be spared such letters.

A button each time, because programs that look at mails follow every link in them.
"""

from typing import Any

from flask import Blueprint, Response, g, request

from chassis.call import Caller
from chassis.errors import Stale, WaraError
from gateway import ask
from gateway.inputs import check_form
from gateway.pages.page import choose_language, page
from gateway.problems import document
from gateway.roles import REPRESENTATIVE
from gateway.schemas.preferences import LETTER_KINDS

ANSWER, UNSUBSCRIBE = "answer", "unsubscribe"
ANSWERS = ("accepted", "tentative", "declined")
CHANNEL, DIGEST, CIRCULARS = "email", "digest", "circulars"

links = Blueprint("links", __name__, template_folder="templates")
links.before_request(choose_language)
links.before_request(check_form)
View = dict[str, Any]


@links.get("/answer")
def ask_to_answer() -> Response:
    token = request.args.get("token", "")
    try:
        visitor = _enter(ANSWER, token)
        meeting = ask.query("agenda", "get_meeting", {"id": visitor["about"]})
    except WaraError as error:
        return _refused("answer.html", error)
    return page("answer.html", token=token, meeting=meeting, answers=ANSWERS)


@links.post("/answer")
def answer() -> Response:
    try:
        visitor = _enter(ANSWER, request.form.get("token", ""))
        given = ask.command("agenda", "respond_meeting", _answered(visitor))
    except WaraError as error:
        return _refused("answer.html", error)
    return page("answer.html", given=given)


@links.get("/unsubscribe")
def ask_to_unsubscribe() -> Response:
    return page("unsubscribe.html", token=request.args.get("token", ""))


@links.post("/unsubscribe")
def unsubscribe() -> Response:
    """From the page, or by a mail program itself (RFC 8058), which has the token in the address alone."""
    token = request.form.get("token") or request.args.get("token", "")
    try:
        visitor = _enter(UNSUBSCRIBE, token)
        _spare(visitor)
    except WaraError as error:
        return _refused("unsubscribe.html", error)
    return page("unsubscribe.html", spared=visitor["about"])


def _enter(purpose: str, token: str) -> View:
    """From here on the request is that of the person whom the letter went to."""
    visitor = ask.query("notify", "read_link", {"purpose": purpose, "token": token})
    who, member = visitor["representative"], visitor["member"]
    g.caller = Caller(id=who, roles=frozenset({REPRESENTATIVE}), member=member)
    return visitor


def _answered(visitor: View) -> View:
    form = request.form
    given: View = {"id": visitor["about"], "member": visitor["member"], "answer": form.get("answer", "")}
    if coming := form.get("delegates", "").strip():
        given["delegates"] = int(coming) if coming.isdecimal() else coming
    if note := form.get("note", "").strip():
        given["note"] = {g.language: note}
    return given


def _spare(visitor: View) -> None:
    """Twice is as good as once; what else was changed at the same moment stays. With the digest goes all that
    would be in it."""
    id, about = visitor["representative"], visitor["about"]
    gone = [kind for kind in LETTER_KINDS if kind != CIRCULARS] if about == DIGEST else [about]
    while True:
        person = ask.query("membership", "get_representative", {"id": id})
        channels = person.get("channels") or {}
        kinds = channels.get(CHANNEL, LETTER_KINDS)
        left = [kind for kind in kinds if kind not in gone]
        change = {"id": id, "if_match": person["version"], "channels": {**channels, CHANNEL: left}}
        try:
            ask.command("membership", "revise_representative", change)
        except Stale:
            continue
        return


def _refused(template: str, error: WaraError) -> Response:
    refused = document(error)
    return page(template, status=refused["status"], refused=refused)
