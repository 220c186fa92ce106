"""What a search for a person finds, however it is written."""

import json
from email.message import EmailMessage
from pathlib import Path

import pytest

from wara.searching import Found, holds, in_logs, in_mails, texts

ROW = {
    "_id": "1",
    "name": {"th": {"title": "ดร.", "given": "ผู้แทน", "family": "สอง"}},
    "rows": [{"to": "Rep2@Org1.example"}],
    "body": json.dumps({"given": "ผู้แทน", "family": "สาม"}).encode(),
}


@pytest.mark.parametrize(
    "sought", ["สอง", "ผู้แทน สอง", "ผู้แทน  สอง", "rep2@org1.example", "ผู้แทน สาม"], ids=range(5)
)
def test_a_row_holds_it_in_parts_in_capitals_or_in_bytes(sought: str) -> None:
    assert holds(" ".join(texts(ROW)), sought)


def test_a_row_does_not_hold_what_is_not_there() -> None:
    assert not holds(" ".join(texts(ROW)), "ผู้แทน สี่")


def test_logs_are_searched_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "work.log"
    file.write_bytes(
        '{"event": "started"}\n{"name": "สอง"}\n'.encode() + b"\xff" + json.dumps("สอง").encode()
    )
    assert list(in_logs([file], ["หนึ่ง", "สอง"])) == [Found("work.log", "2", 2), Found("work.log", "3", 2)]


def test_mails_are_searched_as_they_are_read(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["To"] = "ผู้แทน สอง <rep2@org1.example>"
    mail["Subject"] = "การประชุม"
    mail.set_content("เรียน ผู้แทน สาม", cte="base64")
    file = tmp_path / "1.eml"
    file.write_bytes(mail.as_bytes())
    sought = ["ผู้แทน สอง", "rep2@org1.example", "ผู้แทน สาม", "ผู้แทน สี่"]
    assert [one.which for one in in_mails([file], sought)] == [1, 2, 3]
