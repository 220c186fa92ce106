"""A meeting convened with thousands of members, while the process that writes to them is killed twice.

It stands after the rows: whatever is convened on the same stack from then on writes to all of them.
"""

from collections import Counter
from typing import Any

import pytest
import requests

from tests.faults import scale
from tests.faults.books import Books, opened
from tests.faults.conftest import Keep
from tests.faults.killing import SENDERS, killed
from tests.support.polling import until
from wara.api import Api
from wara.members import entered
from wara.stack import Stack

MEMBERS, KILLS = scale.size(10_000), 2
WORK = "notify-work"
KNOWN_SECONDS, SENT_SECONDS = 300.0, 600.0


@scale.only_full("a convening under fire")
@pytest.mark.timeout(2400 if scale.FULL else 300)
def test_everybody_is_invited_and_nobody_more_often_than_was_under_way(stack: Stack, keep: Keep) -> None:
    with opened(stack) as books, requests.Session() as session:
        office = Api(session, stack.urls.gateway, stack.token("secretariat"))
        verdicts = Counter(one["verdict"] for one in entered(office, organisations(), commit=True))
        assert verdicts == {"made": MEMBERS}
        meeting = office.post("/v1/meetings", {"starts_at": "2030-03-01T02:00:00Z", "venue": {"th": "ห้อง"}})[
            "id"
        ]
        until(lambda: expected(office, meeting) >= MEMBERS, KNOWN_SECONDS, every=1)
        everybody = expected(office, meeting)
        before = delivered(books)
        office.post(f"/v1/meetings/{meeting}/convene", {})
        for part in range(1, KILLS + 1):
            sent = before + everybody * part // 3
            until(lambda sent=sent: delivered(books) >= sent, SENT_SECONDS, every=0.5)  # type: ignore[misc]
            until(lambda: killed(stack, WORK))
        until(lambda: delivered(books) >= before + everybody, SENT_SECONDS, every=1)
        ids = {row["message_id"] for row in invitations(books, meeting)}
        mails = requests.get(f"{stack.urls.mail}/messages.json", timeout=60).json()
    copies = Counter(mail["message_id"] for mail in mails if mail["message_id"] in ids)
    assert len(ids) == len(copies) == everybody
    repeated = sum(copies.values()) - everybody
    assert repeated <= SENDERS * KILLS
    keep("convening", members=everybody, kills=KILLS, mails=sum(copies.values()), repeated=repeated)


def organisations() -> list[dict[str, Any]]:
    return [
        {
            "kind": "civil_society",
            "name": {"th": f"เครือข่ายทดสอบการเชิญประชุม {number}"},
            "representative": {
                "name": {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}},
                "email": f"rep1@convened{number}.example",
                "language": "th",
            },
        }
        for number in range(MEMBERS)
    ]


def expected(office: Api, meeting: str) -> int:
    """How many would be written to, as the dry run says."""
    return sum(office.get(f"/v1/meetings/{meeting}/convene/preview")["letters"].values())


def invitations(books: Books, meeting: str) -> list[dict[str, Any]]:
    return list(books.of("notify").notifications.find({"about": f"meetings/{meeting}"}))


def delivered(books: Books) -> int:
    return books.of("notify").notifications.count_documents({"status": "delivered"})
