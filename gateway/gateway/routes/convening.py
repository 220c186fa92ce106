"""A dry run of convening, from what two services know: the agenda who is called, notify who is reached."""

from typing import Any

from gateway import ask
from gateway.resource import LINKED, REFUSED_LIST, Answer, Resource, View, linked, texts
from gateway.schemas.convening import ConveningPreview
from gateway.schemas.parts import ListQuery

SECONDS = 10

convening = Resource("convening", "agenda", "/v1/meetings", "What convening a meeting would do")


@convening.arguments(ListQuery, location="query")
@convening.response(200, ConveningPreview, headers=LINKED)
def preview(query: View, **ids: Any) -> Answer:
    called = ask.query("agenda", "preview_convening", {**query, **texts(ids)}, SECONDS)
    members = [one["member"] for one in called["items"]]
    body = {"committee": called["committee"], "members": members}
    reached = ask.query("notify", "preview_recipients", body, SECONDS)
    items = [_with_recipients(one, reached["items"]) for one in called["items"]]
    counts = {
        "members": called["counts"],
        "letters": reached["counts"],
        "channels": reached.get("channels", {}),
    }
    return linked({**counts, "items": items, "next": called["next"]})


def _with_recipients(invitee: View, recipients: list[View]) -> View:
    """A member of whom nobody is known would be called, and hear nothing."""
    own = [one for one in recipients if one["member"] == invitee["member"]]
    if not own:
        invitee = {"why": "no_representative", **invitee}
    return {**invitee, "recipients": own}


convening.publish(
    "GET",
    "/<uuid:id>/convene/preview",
    "preview_convening",
    preview,
    "See who would be told if it were convened now, in which language, who not, and why",
    {**REFUSED_LIST, 404: "NotFound", 409: "Conflict"},
)
