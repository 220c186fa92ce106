"""What came of it: each number beside the same one seen from another side."""

from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from wara.demo.figures import Figures
from wara.demo.history import release_of
from wara.demo.scene import Scene
from wara.demo.wording import Paragraphs

OPENING = 3


@dataclass(frozen=True)
class Row:
    """`seen` is None where nobody else could look."""

    what: str
    count: int
    done: str
    seen: int | None
    where: str

    @property
    def agrees(self) -> bool:
        return self.seen in (None, self.count)


@dataclass(frozen=True)
class Summary:
    """Not `settled`: something was still under way at the end. `opening` is the release's, in Thai."""

    rows: list[Row]
    settled: bool
    release: str
    opening: list[str]

    @property
    def agrees(self) -> bool:
        return self.settled and all(row.agrees for row in self.rows)


def summarise(scene: Scene, gateway: str, figures: Figures) -> Summary:
    listed = {member["id"] for member in scene.public.every("/v1/members", status="active")}
    register = {proposal["id"] for proposal in scene.public.every("/v1/proposals")}
    joined, submitted = set(scene.members.values()), {proposal["id"] for proposal in scene.proposals}
    release = release_of(scene.meetings[0])
    page = scene.public.page(release, language="th")
    return Summary(
        rows=[
            Row("organisations", len(joined), "joined", len(joined & listed), "listed as members"),
            Row(
                "proposals", len(submitted), "submitted", len(submitted & register), "in the public register"
            ),
            Row("events", figures.published, "published", figures.heard, "heard over RabbitMQ"),
            Row("mails", figures.delivered, "delivered", figures.received, "received"),
        ],
        settled=figures.settled,
        release=f"{gateway}{release}?language=th",
        opening=[line for line in Paragraphs(page).lines if line][:OPENING],
    )


def show(console: Console, summary: Summary) -> None:
    table = Table("", "", "counted elsewhere", "", title="Summary", title_justify="left")
    for row in summary.rows:
        seen = "not counted: another's mail server" if row.seen is None else f"{row.seen} {row.where}"
        mark = "[green]✓[/]" if row.agrees else "[red]✗[/]"
        table.add_row(row.what, f"{row.count} {row.done}", seen, mark)
    console.print()
    console.print(table)
    console.print(f"The news release of the first meeting: {summary.release}", soft_wrap=True)
    for line in summary.opening:
        console.print(f"  {line}", highlight=False, markup=False, soft_wrap=True)
    if not summary.settled:
        console.print("[red]Some of it was still under way when the time was up.[/]")
