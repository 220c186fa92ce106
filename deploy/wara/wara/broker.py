"""A private RabbitMQ node, beside or instead of the machine's own; nothing of /etc/rabbitmq is read."""

import json
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pika
import requests
from pika.adapters.utils.connection_workflow import AMQPConnectorException
from pika.exceptions import AMQPConnectionError, ProbableAccessDeniedError, ProbableAuthenticationError

from chassis import connection
from wara.folder import Folder
from wara.ports import LOOPBACK, Ports, answers
from wara.problem import Problem

# the wrapper in /usr/sbin insists on the user rabbitmq
SERVER = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
EPMD = "epmd"
GUEST = ("guest", "guest")


def refuse_missing() -> None:
    if not SERVER.exists():
        raise Problem(
            "RabbitMQ is not installed. Run: sudo apt-get install --no-install-recommends rabbitmq-server"
            " - or set AMQP_URI to a broker that is running."
        )


def uri(ports: Ports) -> str:
    return f"amqp://guest:guest@{LOOPBACK}:{ports.amqp}/"


def epmd_command(ports: Ports) -> list[str]:
    """Erlang's name server as a process of ours; left to Erlang it would outlive the stack as a daemon."""
    return [EPMD, "-port", str(ports.epmd), "-address", LOOPBACK, "-relaxed_command_check"]


def command() -> list[str]:
    return [sys.executable, "-m", "wara.panic", str(SERVER)]


def environment(folder: Folder, ports: Ports) -> dict[str, str]:
    home = folder.broker
    no_epmd = "-start_epmd false"
    return {
        "HOME": str(home),
        "RABBITMQ_NODENAME": f"wara-{ports.amqp}@localhost",
        "RABBITMQ_NODE_PORT": str(ports.amqp),
        "RABBITMQ_DIST_PORT": str(ports.distribution),
        "ERL_EPMD_PORT": str(ports.epmd),
        "ERL_EPMD_ADDRESS": LOOPBACK,
        "ERL_CRASH_DUMP": str(folder.log / "erl_crash.dump"),
        "RABBITMQ_MNESIA_BASE": str(home),
        "RABBITMQ_LOG_BASE": str(folder.log),
        "RABBITMQ_LOGS": "-",
        "RABBITMQ_CONF_ENV_FILE": str(home / "none"),
        "RABBITMQ_CONFIG_FILE": str(home / "rabbitmq"),
        "RABBITMQ_CONFIG_FILES": str(home / "conf.d"),
        "RABBITMQ_ADVANCED_CONFIG_FILE": str(home / "none"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(home / "plugins"),
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": f"-kernel inet_dist_use_interface {{127,0,0,1}} {no_epmd}",
        "RABBITMQ_CTL_ERL_ARGS": no_epmd,
        # makes the script become the server, so that the process known to the supervisor is the server
        "RUNNING_UNDER_SYSTEMD": "true",
    }


def configure(folder: Folder, ports: Ports) -> None:
    settings = {
        "listeners.tcp.1": f"{LOOPBACK}:{ports.amqp}",
        "management.tcp.ip": LOOPBACK,
        "management.tcp.port": ports.management,
        "prometheus.tcp.ip": LOOPBACK,
        "prometheus.tcp.port": ports.broker_metrics,
        "max_message_size": 16 * 1024 * 1024,
        "log.console": "true",
        "log.file": "false",
    }
    text = "".join(f"{key} = {value}\n" for key, value in settings.items())
    (folder.broker / "rabbitmq.conf").write_text(text)
    (folder.broker / "plugins").write_text("[rabbitmq_management,rabbitmq_prometheus].\n")


def ready(ports: Ports) -> bool:
    if not answers(ports.amqp):
        return False
    try:
        url = f"http://{LOOPBACK}:{ports.management}/api/overview"
        return requests.get(url, auth=GUEST, timeout=2).ok
    except requests.RequestException:
        return False


def import_definitions(root: Path, ports: Ports) -> None:
    """What no service declares for itself: policies, the alternate exchanges' queues."""
    file = root / "deploy/rabbitmq/definitions.json"
    if not file.is_file():
        return
    url = f"http://{LOOPBACK}:{ports.management}/api/definitions/%2F"
    answer = requests.post(url, auth=GUEST, json=json.loads(file.read_text(encoding="utf-8")), timeout=10)
    if not answer.ok:
        raise Problem(f"The broker refuses {file.relative_to(root)}: {answer.text.strip()}")


def refuse_wrong(amqp_uri: str) -> None:
    """For a broker that is not ours: says what is wrong with AMQP_URI, without showing its password."""
    hint = "start that broker or correct AMQP_URI; unset it to use a private one"
    try:
        parameters = connection.parameters(amqp_uri)
    except OSError as error:
        raise Problem(f"A file that AMQP_URI names cannot be used: {error}") from None
    except (ValueError, TypeError, KeyError):
        raise Problem("AMQP_URI cannot be read; it looks like amqp://user:password@host:5672/vhost") from None
    if urlsplit(amqp_uri).scheme not in ("amqp", "amqps"):
        raise Problem("AMQP_URI must begin with amqp:// or amqps://")
    parameters.connection_attempts, parameters.socket_timeout = 1, 3
    parameters.stack_timeout = parameters.blocked_connection_timeout = 5
    where = f"{parameters.host}:{parameters.port}"
    try:
        pika.BlockingConnection(parameters).close()
    except (ProbableAuthenticationError, ProbableAccessDeniedError):
        vhost = unquote(parameters.virtual_host)
        raise Problem(
            f"The broker at {where} refuses the user, password or vhost {vhost!r} of AMQP_URI."
        ) from None
    except (AMQPConnectionError, AMQPConnectorException, OSError):
        raise Problem(f"No broker answers at {where}: {hint}.") from None
