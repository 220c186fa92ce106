"""Confirms counted cheaply say the same as a set of all that is unconfirmed."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from chassis.confirms import Confirms


@dataclass
class Plain:
    """The same, kept plainly."""

    unconfirmed: set[int] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)
    sent: int = 0
    begun: int = 0

    def leading(self) -> int:
        open_or_refused = [n for n in self.unconfirmed | self.refused if n > self.begun]
        return min(open_or_refused, default=self.sent + 1) - 1 - self.begun


broker = st.lists(st.tuples(st.integers(0, 10**6), st.booleans(), st.booleans()), max_size=60)


@given(first=st.integers(0, 40), then=st.integers(1, 40), answers=broker)
def test_what_is_confirmed_refused_and_outstanding(
    first: int, then: int, answers: list[tuple[int, bool, bool]]
) -> None:
    confirms, plain = Confirms(), Plain()
    for _ in range(first):
        confirms.sent()
    confirms.settle(first, True, False)
    confirms.begin()
    plain.sent = plain.begun = first
    for _ in range(then):
        confirms.sent()
        plain.sent += 1
        plain.unconfirmed.add(plain.sent)
    for choice, multiple, refused in answers:
        if not plain.unconfirmed:
            break
        tag = sorted(plain.unconfirmed)[choice % len(plain.unconfirmed)]
        settled = {n for n in plain.unconfirmed if n <= tag} if multiple else {tag}
        plain.unconfirmed -= settled
        plain.refused |= settled if refused else set()
        confirms.settle(tag, multiple, refused)
        assert confirms.outstanding == len(plain.unconfirmed)
        assert confirms.refused == len(plain.refused)
        assert confirms.leading == plain.leading()


def test_a_refusal_is_forgotten_by_the_next_publish() -> None:
    confirms = Confirms()
    confirms.sent()
    confirms.settle(1, False, True)
    assert (confirms.refused, confirms.leading) == (1, 0)
    confirms.begin()
    confirms.sent()
    confirms.settle(2, False, False)
    assert (confirms.refused, confirms.leading) == (0, 1)
