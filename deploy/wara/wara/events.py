"""The logs of what was told: send a part once more, find what a service missed."""

from typing import Annotated

import typer

from chassis import topology
from wara import missed, resend
from wara.definitions import Service, definitions
from wara.logs import stream_of, told_through
from wara.missed import Gap
from wara.partners.granted import of_queue
from wara.partners.records import Records
from wara.problem import Problem
from wara.resend import Wanted
from wara.site import Site, reached

app = typer.Typer(no_args_is_help=True, help=__doc__)


@app.command()
def replay(
    source: Annotated[Service, typer.Option(help="The service that told them.")],
    to_queue: Annotated[str, typer.Option(help="The one queue that gets them; it must be there.")],
    first: Annotated[int, typer.Option("--from", min=1, help="The first sequence.")] = 1,
    last: Annotated[int | None, typer.Option("--to", min=1, help="The last; else the last one told.")] = None,
    type: Annotated[list[str] | None, typer.Option(help="Only this type. May be repeated.")] = None,
    private: Annotated[
        bool, typer.Option("--private", help="The log with personal data, to a queue of wara's own.")
    ] = False,
) -> None:
    """Send what was told once more to one queue: the same ids and sequences, in order; to a partner's, what
    it is granted."""
    if private and to_queue not in own_queues():
        raise Problem(f"{to_queue} is no queue of wara's own; personal data go to no other.")
    stream = stream_of(private)
    with reached() as site:
        store = site.store(source)
        told = told_through(store, stream)
        types = may_be_sent(site, to_queue, source, type or [])
        wanted = Wanted(first=first, last=min(last or told, told), types=types)
        sent = resend.send(site.amqp_uri, to_queue, wanted.pages(store, stream))
    if not sent:
        raise Problem(f"There is nothing like that in {source}'s {stream.log}, told through {told}.")
    print(f"{sent} of {source}'s {stream.log}, {first} through {wanted.last}, sent to {to_queue}")


@app.command("missed")
def find_missed(
    service: Annotated[Service, typer.Option(help="The service that should have heard.")],
    replay: Annotated[bool, typer.Option("--replay", help="Send them to its inbox.")] = False,
) -> None:
    """What a service should have heard, by sequence, and knows nothing of. Status 1 when there is any."""
    queue = topology.inbox(service)
    with reached() as site:
        found = missed.gaps(site, service)
        print("\n".join(str(gap) for gap in found) or f"{service} has heard everything.")
        if found and (waiting := resend.ready(site.amqp_uri, queue)):
            print(f"{queue} holds {waiting} messages: some of these may be among them.")
        if replay:
            print(f"{sum(send(site, gap, queue) for gap in found)} sent to {queue}")
    raise typer.Exit(1 if found and not replay else 0)


def send(site: Site, gap: Gap, queue: str) -> int:
    wanted = {event.sequence for event in gap.events}
    span = Wanted(first=min(wanted), last=max(wanted), types=sorted({event.type for event in gap.events}))
    pages = span.pages(site.store(gap.source), gap.stream)
    chosen = ([entry for entry in page if entry["_id"] in wanted] for page in pages)
    return resend.send(site.amqp_uri, queue, chosen)


def may_be_sent(site: Site, queue: str, source: str, types: list[str]) -> list[str]:
    """Of these types, or of all where there are none."""
    found = of_queue(Records.of(site).register.rows(), queue)
    if found is None:
        return types
    partner, granted = found
    if strange := [one for one in types if one not in granted]:
        raise Problem(f"{partner}, whose queue that is, is not granted {strange[0]}.")
    theirs = types or [one for one in granted if one.startswith(f"{source}.")]
    if not theirs:
        raise Problem(f"{partner}, whose queue that is, is granted nothing of {source}.")
    return theirs


def own_queues() -> set[str]:
    return {row["name"] for row in definitions()["queues"]}
