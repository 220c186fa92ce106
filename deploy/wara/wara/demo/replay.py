"""The history of the group, replayed on a running system through its public HTTP API alone."""

import requests
from rich.console import Console

from wara.demo.coming import next_meeting
from wara.demo.figures import Observer
from wara.demo.history import founding, past_meetings
from wara.demo.joining import joining
from wara.demo.listener import Listener
from wara.demo.proposals import proposing
from wara.demo.scene import set_scene
from wara.demo.screen import Screen
from wara.demo.summary import Summary, show, summarise
from wara.stack import Stack


def run(stack: Stack, once: bool) -> int:
    """0 when the counts of the summary agree."""
    console = Console()
    summary = replay(stack, console)
    show(console, summary)
    if not once:
        console.print("The system stays up; the meeting to come has not been held yet.")
    return 0 if summary.agrees else 1


def replay(stack: Stack, console: Console) -> Summary:
    """On the data of an earlier replay too: what is there is found, what is missing is added."""
    with requests.Session() as session, Listener(stack.urls.amqp) as listener:
        scene = set_scene(stack, session, Screen(console))
        founding(scene)
        observer = Observer(scene.office, listener, stack.urls.mail, scene.promises)
        for chapter in (joining, past_meetings, proposing, next_meeting):
            chapter(scene)
        with console.status("Waiting until everything is told and delivered"):
            figures = observer.settle()
        return summarise(scene, stack.urls.gateway, figures)
