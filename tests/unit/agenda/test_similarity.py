"""Which words a proposal is found by, and how alike two are."""

from agenda.similarity import COMMON, WORDS_ASKED, WORDS_KEPT, scores, words_asked, words_of


def test_thai_words_are_found_within_a_text_and_little_ones_are_not() -> None:
    words = words_of({"th": "คุณภาพอากาศของเมืองและชุมชน"})
    assert {"คุณภาพ", "อากาศ", "เมือง", "ชุมชน"} <= set(words)
    assert {"ของ", "และ"}.isdisjoint(words)


def test_english_words_are_found_however_they_are_written() -> None:
    assert words_of({"en": "The AIR of our Cities, and Health"}) == ["air", "cities", "health"]


def test_numbers_are_found_in_either_digits() -> None:
    assert words_of({"th": "แผน ๒๕๖๑"})[-1] == words_of({"en": "2561"})[0] == "2561"


def named(number: int) -> str:
    """A word of four letters, another for each number."""
    return "".join(chr(ord("b") + int(digit)) for digit in f"{number:04}")


def test_of_long_texts_the_beginning_is_kept_and_the_longest_words_asked_for() -> None:
    long = {"en": " ".join(named(number) + "x" * (number % 7) for number in range(1_000))}
    assert len(words_of(long)) == WORDS_KEPT
    asked = words_asked(long)
    assert len(asked) == WORDS_ASKED
    assert min(map(len, asked)) == 10


def test_a_rare_word_says_more_than_one_that_many_have() -> None:
    found = {"rare": ["a"], "known": ["a", "b", "c", "d", "e"]}
    alike = scores(found)
    assert alike["a"] == 1
    assert 0 < alike["b"] < 0.5


def test_what_everybody_says_says_nothing() -> None:
    ids = [str(number) for number in range(COMMON + 1)]
    assert scores({"everybody": ids, "rare": ["1"]}) == {"1": 1}
    assert scores({"everybody": ids}) == scores({"nobody": []}) == {}
