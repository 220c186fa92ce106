"""supervisord as the process manager: its configuration, its start, and what it is asked over its socket."""

import os
import shlex
import subprocess
import sys
import xmlrpc.client
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from supervisor.xmlrpc import SupervisorTransport

from wara.folder import Folder, write
from wara.programs import SERVERS, Program

MARK = "WARA_STACK"  # in the environment of every process of a stack: the folder it belongs to

DAEMON = """\
[unix_http_server]
file={socket}
chmod=0700

[supervisord]
nodaemon=true
silent=true
logfile={log}/supervisord.log
logfile_maxbytes=5MB
logfile_backups=2
pidfile={run}/supervisord.pid
childlogdir={log}
identifier=wara
umask=077
{user}
[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
"""

GROUP = """
[group:{name}]
programs={programs}
priority={priority}
"""

PROGRAM = """
[program:{name}]
command={command}
environment={environment}
directory={root}
autostart={autostart}
autorestart=true
startsecs=1
startretries=1000000
stopsignal=TERM
stopwaitsecs=10
stopasgroup=true
killasgroup=true
redirect_stderr=true
stdout_logfile={log}/{name}.log
stdout_logfile_maxbytes=5MB
stdout_logfile_backups=3
"""


@dataclass(frozen=True)
class Process:
    name: str
    state: str
    pid: int
    seconds_up: int


class Gone(Exception):
    """No process manager answers."""


def configure(folder: Folder, root: Path, programs: Iterable[Program]) -> None:
    user = "user=root\n" if os.geteuid() == 0 else ""
    text = DAEMON.format(socket=plain(folder.socket), log=plain(folder.log), run=plain(folder.run), user=user)
    for group, members in groupby(programs, key=lambda program: program.group):
        text += group_text(folder, root, group, list(members))
    write(folder.run / "supervisord.conf", text.encode())


def group_text(folder: Folder, root: Path, group: str, members: list[Program]) -> str:
    # a lower priority starts earlier and stops later
    priority, autostart = (1, "true") if group == SERVERS else (2, "false")
    text = GROUP.format(name=group, programs=",".join(program.name for program in members), priority=priority)
    for program in members:
        text += PROGRAM.format(
            name=program.name,
            command=plain(shlex.join(program.command)),
            environment=",".join(f'{key}="{plain(value)}"' for key, value in program.environment.items()),
            root=plain(root),
            autostart=autostart,
            log=plain(folder.log),
        )
    return text


def plain(value: object) -> str:
    return str(value).replace("%", "%%")


def launch(folder: Folder, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """In a session of its own: a Ctrl-C at the terminal is for the command, which then stops all in order."""
    command = [sys.executable, "-W", "ignore", "-m", "supervisor.supervisord"]
    with open(folder.log / "supervisord.out", "ab") as out:
        return subprocess.Popen(
            [*command, "-c", str(folder.run / "supervisord.conf")],
            env={**environment, MARK: str(folder.path)},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )


def ask(folder: Folder, method: str, *arguments: Any) -> Any:
    """One call of supervisord's XML-RPC interface; raises Gone, and xmlrpc.client.Fault as it is."""
    transport = SupervisorTransport(None, None, serverurl=f"unix://{folder.socket}")
    try:
        with xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport) as server:
            return getattr(server.supervisor, method)(*arguments)
    except (OSError, xmlrpc.client.ProtocolError) as error:
        raise Gone from error
    finally:
        transport.close()


def processes(folder: Folder) -> dict[str, Process]:
    return {
        info["name"]: Process(
            info["name"],
            info["statename"].lower(),
            info["pid"],
            info["now"] - info["start"] if info["pid"] else 0,
        )
        for info in ask(folder, "getAllProcessInfo")
    }
