"""Makes this checkout ready to run, with nothing but Python's standard library.

    python3 deploy/local/bootstrap.py [--python-only] [--tests] [--bench] [--supply]

`.venv` from requirements.txt with our packages in it, `.venv-store` for the embedded store, `.venv-bench` for
the peers that the benchmarks measure with, `.venv-supply` for the bill of materials and the audit, and the
Debian packages of debian-packages.txt. What is there already is left as it is: a second run takes a moment.
Ends with status 1 and one line that says what to do when something cannot be had.
"""

from __future__ import annotations  # an older Python must come as far as the line that refuses it

import argparse
import contextlib
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
OURS = ("chassis", "services/membership", "services/agenda", "services/notify", "gateway", "deploy/wara")
POLICY = Path("/usr/sbin/policy-rc.d")
START_NOTHING = "#!/bin/sh\n# put here while wara installs packages\nexit 101\n"


class Stop(Exception):
    """One line that says what is missing and what to do."""


def main() -> None:
    arguments = argparse.ArgumentParser(description="Makes this checkout ready to run.")
    arguments.add_argument("--python-only", action="store_true", help="no Debian packages, no embedded store")
    arguments.add_argument("--tests", action="store_true", help="with what only the tests need")
    arguments.add_argument("--bench", action="store_true", help="with what only the benchmarks need")
    arguments.add_argument("--supply", action="store_true", help="with what tells of the packages themselves")
    options = arguments.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if sys.version_info < (3, 11):  # noqa: UP036
            raise Stop(f"Python 3.11 or newer is needed; {sys.executable} is {sys.version.split()[0]}.")
        debian_packages(purposes(options))
        python_environment()
        if options.supply or not (options.python_only or another_store()):
            store_environment()
        if options.bench:
            bench_environment()
        if options.supply:
            supply_environment()
    except Stop as problem:
        sys.exit(f"wara: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)


def purposes(options: argparse.Namespace) -> set[str]:
    wanted = {
        "venv": importlib.util.find_spec("ensurepip") is None and not works(ROOT / ".venv"),
        "broker": not (options.python_only or os.environ.get("AMQP_URI")),
        "documents": not options.python_only,
        "tests": options.tests,
    }
    return {purpose for purpose, yes in wanted.items() if yes}


# Debian packages


def debian_packages(wanted: set[str]) -> None:
    lines = (line.split() for line in (HERE / "debian-packages.txt").read_text().splitlines())
    listed = [line[0] for line in lines if line and line[0] != "#" and line[1] in wanted]
    missing = [name for name in listed if shutil.which("dpkg-query") and not installed(name)]
    if missing:
        install(missing)


def installed(package: str) -> bool:
    query = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    return subprocess.run(query, capture_output=True, text=True).stdout == "installed"


def install(packages: list[str]) -> None:
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    patient = ["-o", "DPkg::Lock::Timeout=120"]
    if os.geteuid() != 0:
        raise Stop(f"Debian packages are missing; run: sudo {' '.join(command)}")
    say(f"Installing {', '.join(packages)}")
    with no_services_started():
        if not (any(Path("/var/lib/apt/lists").glob("*_Packages*")) and apt(command + patient)):
            apt(["apt-get", "update"])
            if not apt(command + patient):
                raise Stop(f"apt-get could not install what is missing; try: {' '.join(command)}")


def apt(command: list[str]) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        print("\n".join(done.stderr.splitlines()[-5:]), file=sys.stderr)
    return done.returncode == 0


@contextlib.contextmanager
def no_services_started() -> Iterator[None]:
    """Debian starts a server as it is installed; the machine's own is not our business."""
    ours = not POLICY.exists() or POLICY.read_text() == START_NOTHING
    if ours:
        POLICY.write_text(START_NOTHING)
        POLICY.chmod(0o755)
    try:
        yield
    finally:
        if ours:
            POLICY.unlink(missing_ok=True)


# Python environments


def python_environment() -> None:
    projects = [ROOT / path for path in OURS if (ROOT / path / "pyproject.toml").is_file()]
    lock = ROOT / "requirements.txt"
    with fresh(ROOT / ".venv", [lock, *(project / "pyproject.toml" for project in projects)]) as pip:
        if pip:
            say("Installing the Python packages of requirements.txt (a minute or two, once)")
            pip("--require-hashes", "-r", str(lock))
            editable = [argument for project in projects for argument in ("--editable", str(project))]
            # puts the projects on the path: setuptools' other way loses to a folder of the same name
            pip("--no-deps", "--no-build-isolation", "--config-settings", "editable_mode=compat", *editable)


def another_store() -> bool:
    return bool(os.environ.get("MONGODB_URI") or shutil.which("mongod"))


def store_environment() -> None:
    lock = HERE / "store-requirements.txt"
    with fresh(ROOT / ".venv-store", [lock]) as pip:
        if pip:
            say("Installing the embedded store")
            pip("--require-hashes", "-r", str(lock))


def bench_environment() -> None:
    lock = ROOT / "benchmarks/requirements.txt"
    with fresh(ROOT / ".venv-bench", [lock]) as pip:
        if pip:
            say("Installing what the benchmarks compare with")
            pip("--require-hashes", "-r", str(lock))


def supply_environment() -> None:
    lock = ROOT / "deploy/supply/requirements.txt"
    with fresh(ROOT / ".venv-supply", [lock]) as pip:
        if pip:
            say("Installing what tells of the packages")
            pip("--require-hashes", "-r", str(lock))


class Pip:
    def __init__(self, environment: Path) -> None:
        self.environment = environment

    def __call__(self, *arguments: str) -> None:
        command = [str(self.environment / "bin/python"), "-m", "pip", "install", "--quiet", *arguments]
        settings = os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
        if subprocess.run(command, env=settings, stdin=subprocess.DEVNULL).returncode:
            raise Stop(
                f"pip could not install into {self.environment.name}; its words are above. Is there network?"
            )


@contextlib.contextmanager
def fresh(environment: Path, sources: list[Path]) -> Iterator[Pip | None]:
    """Gives pip when what the environment is made from has changed; marks it as done when all went well."""
    stamp = environment / "made-from"
    made_from = hashlib.sha256(
        b"\0".join([bytes(environment), *(source.read_bytes() for source in sources)])
    ).hexdigest()
    if (environment / "bin/python").exists() and stamp.is_file() and stamp.read_text() == made_from:
        yield None
        return
    if not works(environment):
        create(environment)
    yield Pip(environment)
    stamp.write_text(made_from)


def works(environment: Path) -> bool:
    python = environment / "bin/python"
    return (
        python.exists() and subprocess.run([python, "-c", "import pip"], capture_output=True).returncode == 0
    )


def create(environment: Path) -> None:
    command = [sys.executable, "-m", "venv", "--clear", str(environment)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise Stop(f"{' '.join(command)} failed; on Debian run: sudo apt-get install python3-venv")


def say(line: str) -> None:
    print(f"{line} ...", flush=True)


if __name__ == "__main__":
    main()
