"""What a member is found by, and where it stands among others."""

import random

import pytest

from membership import roster
from membership.model.member import Member
from tests.unit.membership.builders import AT, application, committee


def named(id: str = "1", **name: str) -> Member:
    member, _ = Member.apply(committee(), at=AT, known=True, **{**application(), "id": id, "name": name})
    return member


def in_order(members: list[Member]) -> list[Member]:
    shuffled = random.Random(1).sample(members, len(members))
    return sorted(shuffled, key=roster.place_of)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("สิ่งแวดล้อม", "มูลนิธิเพื่อสิ่งแวดล้อมและสังคมไทย"),
        ("สังคม ไทย", "มูลนิธิเพื่อสิ่งแวดล้อมและสังคมไทย"),
        ("การต่างประเทศ", "กระทรวงการต่างประเทศ"),
        ("ต่างประเทศ", "กระทรวงการต่างประเทศ"),
        ("แวดล้อม", "มูลนิธิเพื่อสิ่งแวดล้อมและสังคมไทย"),
        ("เครือข่ายที่ 3", "เครือข่ายที่ ๓"),
        ("ENVIRONMENT", "Foundation for Environment"),
        ("คสป.", "คสป."),
        ("พม", "กระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์ (พม.)"),
    ],
)
def test_a_word_is_found_within_a_name_however_it_is_written(asked: str, name: str) -> None:
    assert set(roster.words_asked(asked)) <= set(roster.words_of(named(th=name)))


def test_a_part_of_a_word_is_another_word() -> None:
    assert not set(roster.words_asked("ทรัพย")) <= set(roster.words_of(named(th="กระทรวงทรัพยากรธรรมชาติ")))


def test_marks_alone_are_no_words() -> None:
    assert roster.words_asked("-- (…) ") == []


def test_an_abbreviation_is_found_with_and_without_its_dot() -> None:
    member, _ = Member.apply(
        committee(), at=AT, known=True, **{**application(), "abbreviation": {"th": "กต.", "en": "MFA"}}
    )
    for asked in ("กต.", "กต", "mfa"):
        assert set(roster.words_asked(asked)) <= set(roster.words_of(member))


def test_names_stand_as_in_a_thai_dictionary() -> None:
    """By the first consonant, wherever its vowel is written; marks count only between names alike else."""
    names = [
        "Asia Foundation",
        "กฎหมาย",
        "กลุ่ม",
        "กองทุน",
        "เกษตร",
        "ขบวนการ",
        "ขาว",
        "ข่าว",
        "ข้าว",
        "เครือข่าย",
        "มูลนิธิ",
        "มูลนิธิ ก",
        "แม่น้ำ",
        "สมาคม",
        "ไสว",
    ]
    found = in_order([named(str(n), th=name) for n, name in enumerate(names)])
    assert [one.name["th"] for one in found] == names


def test_who_has_no_thai_name_stands_by_the_english_one() -> None:
    found = in_order([named("1", th="กลุ่ม", en="Zebra"), named("2", en="Beta"), named("3", en="alpha")])
    assert [one.id for one in found] == ["3", "2", "1"]


def test_no_two_share_a_place() -> None:
    assert roster.place_of(named("1", th="กลุ่ม")) != roster.place_of(named("2", th="กลุ่ม"))


@pytest.mark.parametrize("name", ["💧 น้ำ", "ก" * 500, "\U0001f1f9\U0001f1ed", "漢字", "1/2561"])
def test_any_name_has_a_place_that_the_store_takes(name: str) -> None:
    assert roster.place_of(named(th=name)).encode()
