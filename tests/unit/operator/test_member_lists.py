"""A list of members in a file, as the API is told of it."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import Workbook

from gateway import sheets
from wara.lists import Row, read
from wara.members import as_body, judged
from wara.problem import Problem

HEADING = "kind,name_th,name_en,sdgs,given_th,family_th,email,language"


def listed(folder: Path, text: str, encoding: str = "utf-8-sig") -> Path:
    file = folder / "list.csv"
    file.write_text(text, encoding=encoding)
    return file


def rows(file: Path) -> list[Row]:
    return list(read(file).values())


def test_a_row_is_what_an_application_states(tmp_path: Path) -> None:
    line = "civil_society,เครือข่าย ๑,Network 1,6; 13,ผู้แทน,หนึ่ง,rep1@org1.example,th"
    (row,) = rows(listed(tmp_path, f"{HEADING}\n{line}\n"))
    assert as_body(row) == {
        "kind": "civil_society",
        "name": {"th": "เครือข่าย ๑", "en": "Network 1"},
        "sdgs": [6, 13],
        "representative": {
            "name": {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}},
            "email": "rep1@org1.example",
            "language": "th",
        },
    }


def test_who_has_no_e_mail_has_an_address_or_a_number(tmp_path: Path) -> None:
    heading = "kind,given_th,family_th,telephone,street,province,postcode,preferred_channel"
    (row,) = rows(listed(tmp_path, f"{heading}\nobserver,ผู้แทน,หนึ่ง,081 234 5678,ตู้ ปณ. ๑,เชียงใหม่,50200,post\n"))
    assert as_body(row)["representative"] == {
        "name": {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}},
        "telephone": "081 234 5678",
        "postal_address": {"street": "ตู้ ปณ. ๑", "province": "เชียงใหม่", "postcode": "50200"},
        "preferred_channel": "post",
    }


def test_what_is_empty_is_left_out_and_what_is_wrong_is_left_for_the_api(tmp_path: Path) -> None:
    (row,) = rows(listed(tmp_path, f"{HEADING}\nministry,,,six,,,,\n"))
    assert as_body(row) == {"kind": "ministry", "sdgs": ["six"]}


@pytest.mark.parametrize("sdgs", ["6 13", "6,13", "6;13", "๖ ๑๓"])
def test_goals_are_read_however_they_are_written(tmp_path: Path, sdgs: str) -> None:
    (row,) = rows(listed(tmp_path, f'kind,sdgs\nobserver,"{sdgs}"\n'))
    assert as_body(row)["sdgs"] == [6, 13]


@pytest.mark.parametrize(
    ("text", "encoding", "says"),
    [
        ("name,kind\n", "utf-8", "not name"),
        ("name_th\n", "utf-8", "the heading must be of kind"),
        ("", "utf-8", "the heading must be of kind"),
        ("kind,name_th\nobserver,เครือข่าย\n", "cp874", "codec can't decode"),
        ('kind,name_th\nobserver,"เครือข่าย\nobserver,เครือข่าย\n', "utf-8", "unexpected end of data"),
        ("kind,name_th\n\nobserver,เครือข่าย,๑\n", "utf-8", "line 3 has more cells than the heading"),
    ],
)
def test_what_is_no_list_is_said(tmp_path: Path, text: str, encoding: str, says: str) -> None:
    with pytest.raises(Problem, match=says):
        read(listed(tmp_path, text, encoding))


def test_a_row_is_known_by_its_line(tmp_path: Path) -> None:
    text = 'kind,name_th,\n\nobserver,"เครือข่าย\n๑"\n,\nobserver,เครือข่าย\n'
    assert [*read(listed(tmp_path, text))] == [4, 6]


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="No such file"):
        read(tmp_path / "list.csv")


def test_what_is_exported_is_a_list_again() -> None:
    member = {
        "id": "1",
        "status": "active",
        "version": 3,
        "kind": "civil_society",
        "name": {"th": "เครือข่าย ๑", "en": "Network 1"},
        "sdgs": [6, 13],
        "registry_number": "กท ๑",
    }
    row = sheets.row_of(member)
    assert (row["id"], row["status"], row["sdgs"]) == ("1", "active", "6 13")
    assert as_body(row) == {name: member[name] for name in ("kind", "name", "sdgs", "registry_number")}


@pytest.mark.parametrize("name", ["=1+1", "+66", "-1", "@SUM(A1)", "＝1+1", "＋66", "－1", "＠SUM(A1)"])
def test_a_name_that_looks_like_a_formula_comes_back_as_it_was(name: str) -> None:
    row = sheets.as_texts({"kind": "observer", "name_en": name})
    assert row["name_en"] == f"'{name}"
    assert as_body(row)["name"] == {"en": name}


def test_a_workbook_is_a_list_too(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append([*HEADING.split(","), None])
    sheet.append(["civil_society", "เครือข่าย ๑", None, 6, "ผู้แทน", "หนึ่ง", "rep1@org1.example", "th"])
    sheet.append([])
    sheet.append(["observer", None, "Network 2", "6 13"])
    book.save(tmp_path / "list.xlsx")
    assert [*read(tmp_path / "list.xlsx")] == [2, 4]
    first, second = [as_body(row) for row in rows(tmp_path / "list.xlsx")]
    assert (first["name"], first["sdgs"]) == ({"th": "เครือข่าย ๑"}, [6])
    assert first["representative"]["email"] == "rep1@org1.example"
    assert second == {"kind": "observer", "name": {"en": "Network 2"}, "sdgs": [6, 13]}


@pytest.mark.parametrize("content", [b"", b"kind,name_th", b"PK\x03\x04"])
def test_what_is_no_workbook_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "list.xlsx").write_bytes(content)
    with pytest.raises(Problem, match="list"):
        read(tmp_path / "list.xlsx")


@pytest.mark.parametrize(("committee", "said"), [("c-2", {"committee": "c-2"}), (None, {})])
def test_a_list_is_for_the_committee_that_is_named(committee: str | None, said: dict[str, str]) -> None:
    asked: list[dict[str, Any]] = []

    def post(path: str, body: dict[str, Any]) -> dict[str, Any]:
        asked.append({name: value for name, value in body.items() if name != "rows"})
        return {"items": [{"verdict": "fit"} for _ in body["rows"]]}

    api: Any = SimpleNamespace(post=post)
    verdicts = list(judged(api, {2: {"kind": "observer", "name_th": "เครือข่าย"}}, False, committee))
    assert [one.verdict for one in verdicts] == ["fit"]
    assert asked == [{"commit": False, **said}]
