"""What the pages of the benchmarks say of what was measured."""

from pathlib import Path

from benchmarks import feed, results
from benchmarks.events import growth, publishing
from benchmarks.events.job import Answer
from benchmarks.events.tally import Tally, in_turns, table


def answer(seconds: float, own: float = 0.5, **more: float) -> Answer:
    return {"seconds": seconds, "cpu": {"own": own, **more}}


def test_each_round_is_each_contender_once() -> None:
    order: list[str] = []

    def measured(name: str) -> Answer:
        order.append(name)
        return answer(1.0)

    tallies = in_turns(2, 10, {"a": lambda: measured("a"), "b": lambda: measured("b")})
    assert order == ["a", "b", "b", "a"]
    assert [tally.name for tally in tallies] == ["a", "b"]


def test_a_rate_is_the_median_of_the_rounds() -> None:
    tally = Tally("a", 100, [answer(1.0), answer(2.0), answer(4.0)])
    assert tally.rate == 50
    assert tally.bar() == {"label": "a", "value": 50, "low": 25, "high": 100}


def test_the_ratio_is_to_the_one_beside() -> None:
    whole, half = Tally("raw", 1000, [answer(1.0)]), Tally("ours", 1000, [answer(2.0, broker=0.25)])
    lines = table([whole, half], beside="raw").splitlines()
    assert lines[2] == "| raw | 1,000 | 1,000 to 1,000 | 1.00 | 500 |  |  |"
    assert lines[3] == "| ours | 500 | 500 to 500 | 0.50 | 500 | 250 |  |"


def test_the_ratio_is_the_median_of_the_rounds() -> None:
    """Of what both had in the same round, not of the medians."""
    whole = Tally("raw", 100, [answer(1.0), answer(4.0), answer(9.0)])
    half = Tally("ours", 100, [answer(2.0), answer(8.0), answer(6.0)])
    assert half.beside(whole) == 0.5
    assert half.rate / whole.rate > 0.6


def test_a_profile_shows_the_store_and_what_is_left() -> None:
    told = {"seconds": 10.0, "store": {"find outbox": 1.0, "delete outbox": 5.0, "ping": 0.01}}
    assert publishing.profile(told).splitlines() == [
        "| store: delete outbox | 50.0% |",
        "| store: find outbox | 10.0% |",
        "| **the store, all commands** | 60.1% |",
        "| publishing, confirms, and Python's own work | 39.9% |",
    ]


def test_growth_is_told_beside_the_smallest() -> None:
    tallies = [Tally("few", 100, [answer(1.0)]), Tally("many", 100, [answer(1.2)])]
    assert growth.table([1_000, 10_000], {"relay": tallies}).splitlines() == [
        "| 1,000 | 10.00 (1.00) | 5,000 |",
        "| 10,000 | 12.00 (1.20) | 5,000 |",
    ]


def test_the_feed_is_told_by_tenths_beside_the_store() -> None:
    fast, slow = feed.Part(10_000, 100, 1.0), feed.Part(10_000, 100, 2.0)
    page = feed.page([{feed.GATEWAY: [slow] * 9 + [fast], feed.STORE: [fast] * 10}], 100_000).splitlines()
    assert "| to 10,000 | 5,000 | 20.0 | 10,000 | 10.0 | 50% |" in page
    assert "| **all** | 5,263 | 19.0 | 10,000 | 10.0 | 53% |" in page
    assert page[-1].startswith("A page of the slowest tenth takes 2.00 times as long")


def test_a_page_counts_in_the_tenth_in_which_it_begins() -> None:
    found = feed.parts(lambda after: min(after + 30, 1_000), 1_000)
    assert [(one.events, one.pages) for one in found[:3]] == [(120, 4), (90, 3), (90, 3)]
    assert sum(one.events for one in found) == 1_000


def test_a_page_without_a_picture_needs_nothing_to_draw_with(tmp_path: Path) -> None:
    file = results.keep("idle", results.head("Idle", "idle") + "page\n", {"ours": 0.01}, tmp_path)
    assert file.read_text(encoding="utf-8").endswith("page\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["idle.json", "idle.md"]
