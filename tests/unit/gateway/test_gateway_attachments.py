"""Files on their way through: in parts, under one key, and out again with headers that keep them harmless."""

import base64
import hashlib
from typing import Any

import pytest
from flask.testing import FlaskClient

from chassis import files
from chassis.errors import Conflict, Invalid, TooLarge
from gateway.routes.attachments import PART
from gateway.schemas.attachments import Attachment
from tests.unit.gateway.house import THING, Services, bearer

PATH = f"/v1/proposals/{THING}/attachments"
FILE = b"%PDF-1.7\n" + bytes(2 * PART)
ARRIVING = {"id": THING, "version": 1, "status": "arriving"}
OFFICE = bearer("secretariat")


@pytest.fixture
def taken(services: Services) -> list[dict[str, Any]]:
    """The parts that came, of a file that is taken."""
    parts: list[dict[str, Any]] = []

    def put(body: dict[str, Any]) -> dict[str, Any]:
        parts.append(body)
        return ARRIVING

    services.answers |= {
        "begin_attachment": ARRIVING,
        "put_attachment_part": put,
        "finish_attachment": Attachment.EXAMPLE,
    }
    return parts


def give(http: FlaskClient, *headers: tuple[str, str]) -> Any:
    query = {"name": "รายงาน ๑.pdf"}
    return http.post(PATH, query_string=query, data=FILE, headers=OFFICE | dict(headers))


def test_it_goes_on_in_parts(http: FlaskClient, services: Services, taken: list[dict[str, Any]]) -> None:
    answer = give(http)
    assert (answer.status_code, answer.json) == (201, Attachment.EXAMPLE)
    assert answer.headers["Location"] == f"/v1/attachments/{Attachment.EXAMPLE['id']}"
    begun, finished = services.asked[0].body, services.last.body
    assert (begun["proposal"], begun["name"], begun["size"]) == (THING, "รายงาน ๑.pdf", len(FILE))
    assert [part["n"] for part in taken] == [0, 1, 2]
    assert b"".join(base64.b64decode(part["data"]) for part in taken) == FILE
    assert finished["sha256"] == hashlib.sha256(FILE).hexdigest()


def test_the_same_key_is_the_same_upload_and_its_steps_are_told_apart(
    http: FlaskClient, services: Services, taken: list[dict[str, Any]]
) -> None:
    key = ("Idempotency-Key", "one")
    give(http, key)
    first, services.asked = services.asked, []
    give(http, key)
    assert first[0].body["upload"] == services.asked[0].body["upload"]
    assert [one.command_id for one in first[1:]] == [one.command_id for one in services.asked[1:]]
    assert len({one.command_id for one in first}) == len(first)


def test_what_came_before_is_not_sent_again_but_compared(http: FlaskClient, services: Services) -> None:
    services.answers |= {
        "begin_attachment": {**ARRIVING, "status": "kept"},
        "finish_attachment": Attachment.EXAMPLE,
    }
    assert give(http).status_code == 201
    assert [one.method for one in services.asked] == ["begin_attachment", "finish_attachment"]
    assert services.last.body["sha256"] == hashlib.sha256(FILE).hexdigest()


@pytest.mark.parametrize(
    ("code", "status", "raised"),
    [
        ("agenda.attachment_too_large", 413, TooLarge("agenda.attachment_too_large", limit=25_000_000)),
        ("agenda.attachments_enough", 409, Conflict("agenda.attachments_enough", most=20)),
    ],
)
def test_what_is_refused_at_first_sends_nothing(
    http: FlaskClient, services: Services, code: str, status: int, raised: Exception
) -> None:
    services.answers["begin_attachment"] = raised
    answer = give(http)
    assert (answer.status_code, answer.json["code"], len(services.asked)) == (status, code, 1)


def test_what_is_found_in_it_is_told_in_the_readers_language(
    http: FlaskClient, services: Services, taken: list[dict[str, Any]]
) -> None:
    services.answers["finish_attachment"] = {"error": Invalid("agenda.attachment_executable").to_wire()}
    answer = give(http, ("Accept-Language", "th"))
    assert (answer.status_code, answer.json["code"]) == (422, "agenda.attachment_executable")
    assert answer.json["title"] == "ไฟล์นี้เป็นโปรแกรม ไม่ว่าจะตั้งชื่อว่าอย่างไร"


def test_its_name_and_its_length_are_needed(http: FlaskClient, services: Services) -> None:
    assert http.post(PATH, data=FILE, headers=OFFICE).status_code == 422
    assert http.post(f"{PATH}?name=a.pdf", headers=OFFICE).status_code == 411
    assert not services.asked


def parts_of(content: bytes, **about: Any) -> Any:
    def part(body: dict[str, Any]) -> dict[str, Any]:
        begin = body["offset"]
        data, end = content[begin : begin + PART], begin + PART
        told = {**Attachment.EXAMPLE, "size": len(content), **about}
        return {
            **told,
            "data": base64.b64encode(data).decode(),
            "next": end if end < len(content) else None,
        }

    return part


def test_it_comes_back_as_something_to_keep_and_not_to_run(http: FlaskClient, services: Services) -> None:
    services.answers["read_attachment"] = parts_of(FILE, name='"ภาพ";\r\n.pdf')
    answer = http.get(f"/v1/attachments/{THING}/content")
    assert answer.data == FILE
    assert (answer.mimetype, answer.content_length) == ("application/pdf", len(FILE))
    kept = "%22%E0%B8%A0%E0%B8%B2%E0%B8%9E%22%3B%0D%0A.pdf"
    assert answer.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{kept}"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-cache"
    held = {"If-None-Match": answer.headers["ETag"]}
    assert http.get(f"/v1/attachments/{THING}/content", headers=held).status_code == 304


def test_a_part_is_what_the_store_keeps_as_one() -> None:
    assert PART == files.PART


def test_it_can_be_taken_away(http: FlaskClient, services: Services) -> None:
    assert http.delete(f"/v1/attachments/{THING}", headers=OFFICE).status_code == 204
    assert (services.last.method, services.last.body) == ("remove_attachment", {"id": THING})
    assert http.delete(f"/v1/attachments/{THING}").status_code == 401
