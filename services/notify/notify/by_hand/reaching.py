"""How a telephone number and a postal address are written in Thailand. Pure."""

import re
from collections.abc import Mapping

from notify.model import Language

BANGKOK = "กรุงเทพ"
_THAI = re.compile(r"[ก-๛]")
_EXTENSION: Mapping[Language, str] = {"th": "ต่อ", "en": "ext."}


def telephone(number: str, language: Language) -> str:
    """`02 203 5000 ต่อ 14045` of `+6622035000;ext=14045`; of another country as it is dialled."""
    dialled, _, extension = number.partition(";ext=")
    own = dialled.removeprefix("+66")
    if own != dialled:
        area = 2 if own.startswith("2") else 3
        home = f"0{own}"
        dialled = " ".join((home[:area], home[area : area + 3], home[area + 3 :]))
    return f"{dialled} {_EXTENSION[language]} {extension}" if extension else dialled


def address(parts: Mapping[str, str]) -> list[str]:
    """Its lines, with the words that say what each name is of, which differ in the capital."""
    capital = parts["province"].startswith(BANGKOK)
    words = ("แขวง", "เขต", "") if capital else ("ตำบล", "อำเภอ", "จังหวัด")
    names = [parts.get(name) for name in ("subdistrict", "district", "province")]
    subdistrict, district, province = (
        f"{word}{name}" if name and _THAI.search(name) else name
        for word, name in zip(words, names, strict=True)
    )
    between = " " if _THAI.search(parts["province"]) else ", "
    local = between.join(filter(None, (subdistrict, district)))
    return [line for line in (parts["street"], local, f"{province} {parts['postcode']}") if line]
