"""Every letter as its reader sees it, on a screen and on a telephone."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from chassis.links import Links
from notify import examples, letters
from notify.audiences import TEMPLATES
from notify.doors import Doors
from notify.letters import Letter
from notify.model import LANGUAGES, Language
from tests.support import browser as chromium
from tests.support.browser import Browser
from tests.unit.notify.builders import correspondence

SCREEN, TELEPHONE = 600, 360
SMALLEST_LETTERS, LEAST_CONTRAST, LEAST_TO_TOUCH = 14, 4.5, 24
"""Pixels, and what WCAG 2.2 AA asks for."""
DOORS = Doors("https://wara.example", Links(lambda: [b"0" * 32]))
SEEN = """(() => {
  const bright = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = one => {
    for (; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const contrast = one => {
    const [dark, light] = [getComputedStyle(one).color, behind(one)].map(bright).sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const words = [...document.body.querySelectorAll("*")].filter(
    one => [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim()));
  return {
    language: document.documentElement.lang,
    title: document.title,
    text: document.body.innerText,
    width: document.documentElement.scrollWidth,
    loaded: document.querySelectorAll("[src], link, script, style").length,
    smallest: Math.min(...words.map(one => parseFloat(getComputedStyle(one).fontSize))),
    contrast: Math.min(...words.map(contrast)),
    links: [...document.links].map(one => ({
      to: one.href,
      says: one.innerText.trim(),
      height: one.getBoundingClientRect().height,
      marked: getComputedStyle(one).textDecorationLine === "underline",
    })),
  };
})()"""
LOOKS = """(text => {  // no font has a sign for U+0378: it looks as a missing one does
  const paper = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const look = sign => {
    paper.clearRect(0, 0, 64, 64);
    paper.font = "32px " + getComputedStyle(document.body).fontFamily;
    paper.fillText(sign, 16, 44);
    return paper.getImageData(0, 0, 64, 64).data.join();
  };
  const [missing, nothing] = [look("\\u0378"), look(" ")];
  return [...text].filter(sign => sign.trim() && [missing, nothing].includes(look(sign)));
})"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if chromium.path() is None:
        pytest.skip("no chromium on this machine: letters are not looked at")
    with chromium.opened(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


def written(template: str, language: Language) -> Letter:
    """With a long name, as some offices have, in the other language too."""
    member = {**examples.MEMBER, "name": {one: " ".join([name] * 3) for one, name in LONG.items()}}
    of = correspondence(template, language=language, member=member)
    return letters.write(of, DOORS.ways(of))


LONG = {"th": examples.COMMITTEE["name"]["th"], "en": examples.COMMITTEE["name"]["en"]}
ALL = {(name, language): written(name, language) for name in sorted(TEMPLATES) for language in LANGUAGES}


@pytest.mark.parametrize("width", [SCREEN, TELEPHONE])
def test_every_letter_fits_and_can_be_read(browser: Browser, width: int) -> None:
    for about, letter in ALL.items():
        browser.show(letter.html, width)
        seen: dict[str, Any] = browser.evaluate(SEEN)
        assert seen["width"] <= width, about
        assert (seen["language"], seen["title"], seen["loaded"]) == (about[1], letter.subject, 0), about
        assert seen["smallest"] >= SMALLEST_LETTERS, about
        assert seen["contrast"] >= LEAST_CONTRAST, about
        for link in seen["links"]:
            assert link["says"], about
            assert link["marked"], about
            assert link["height"] >= LEAST_TO_TOUCH, (about, link)
            assert link["to"].startswith("https://wara.example/"), about
        assert " ".join(seen["text"].split()), about


def test_every_sign_in_them_can_be_shown(browser: Browser) -> None:
    signs = "".join(sorted({sign for letter in ALL.values() for sign in letter.subject + letter.text}))
    browser.show(ALL["meeting-invitation", "th"].html, SCREEN)
    assert browser.evaluate(f"{LOOKS}({json.dumps(signs)})") == []
    assert browser.evaluate(f"{LOOKS}('\\u0379')") == ["\u0379"]


def test_what_does_not_fit_would_be_seen(browser: Browser) -> None:
    wide = '<p style="width:40em;color:#bbb;font-size:10px">ข้อความ</p>'
    browser.show(ALL["welcome", "th"].html.replace("</main>", f"{wide}</main>"), TELEPHONE)
    seen = browser.evaluate(SEEN)
    assert seen["width"] > TELEPHONE
    assert seen["contrast"] < LEAST_CONTRAST
    assert seen["smallest"] < SMALLEST_LETTERS
