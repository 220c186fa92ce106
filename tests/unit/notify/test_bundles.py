"""What is kept of the words of a letter."""

from notify import letters
from notify.examples import REPRESENTATIVE
from notify.letters import Letter, Ways
from notify.outgoing.bundles import packed, unpacked, without_seals
from tests.unit.notify.builders import correspondence

SEALED = "https://wara.example/answer?token=eyJhbGciOi.JIUzI1NiJ9-_x&language=th"
OPEN = "https://wara.example/v1/meetings/1?language=th"


def letter(text: str, html: str = "") -> Letter:
    return Letter(language="th", subject="ขอเชิญ", text=text, html=html, edition="1")


def test_a_link_is_kept_without_its_seal_and_all_else_as_it_was() -> None:
    kept = without_seals(letter(f"ตอบรับ: {SEALED}\n{OPEN}\n", f'<a href="{SEALED.replace("&", "&amp;")}">'))
    without = "https://wara.example/answer?token=…&language=th"
    assert kept["text"] == f"ตอบรับ: {without}\n{OPEN}\n"
    assert kept["html"] == f'<a href="{without.replace("&", "&amp;")}">'
    assert (kept["subject"], kept["language"]) == ("ขอเชิญ", "th")


def test_letters_that_say_almost_the_same_take_little_room() -> None:
    words = {str(number): without_seals(invitation(number)) for number in range(8)}
    together = packed(words)
    assert unpacked(together) == words
    assert len(together) < 3 * len(packed({"0": words["0"]}))


def invitation(number: int) -> Letter:
    name = {"th": {"given": f"ผู้แทน {number}", "family": f"องค์กร {number}"}}
    person = {**REPRESENTATIVE, "name": name}
    ways = Ways(page=OPEN, confirm="", answer=f"{SEALED}{number}")
    return letters.write(correspondence("meeting-invitation", representative=person), ways)
