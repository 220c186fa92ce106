"""What a figure was measured on."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("nameko", "pika", "pymongo")
APART = {"faststream": ".venv-bench", "aio-pika": ".venv-bench", "secantusdb": ".venv-store"}


def now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"


def machine() -> str:
    """One line; every core is shared by broker, store, the measured and the measuring."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()} {platform.release().split('-')[0]} {platform.machine()}"
    return f"{os.cpu_count()} cores of {_processor()}, {memory:.0f} GiB, {system}"


def versions() -> str:
    ours = [f"{name} {version(name)}" for name in PACKAGES]
    theirs = [f"{name} {_version_in(environment, name)}" for name, environment in APART.items()]
    return ", ".join([f"Python {platform.python_version()}", _broker(), *ours, *theirs])


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _version_in(environment: str, package: str) -> str:
    """Read from the name of its metadata: these environments are never imported from."""
    folder = package.replace("-", "_")
    found = next((ROOT / environment).glob(f"lib/*/site-packages/{folder}-*.dist-info"), None)
    return found.stem.partition("-")[2] if found else "of its own"


def _broker() -> str:
    query = ["dpkg-query", "--show", "--showformat=${Version}", "rabbitmq-server"]
    try:
        said = subprocess.run(query, capture_output=True, text=True).stdout
    except FileNotFoundError:  # not a Debian
        said = ""
    return f"RabbitMQ {said.partition('-')[0]}" if said else "RabbitMQ"
