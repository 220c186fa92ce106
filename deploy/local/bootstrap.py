"""Makes this checkout ready to run, with nothing but Python's standard library.

    python3 deploy/local/bootstrap.py [--python-only] [--tests] [--bench] [--supply]

`.venv` from requirements.txt with our packages in it, `.venv-store` for the embedded store, `.venv-bench` for
the peers that the benchmarks measure with, `.venv-supply` for the bill of materials and the audit, `.venv-uv`
for uv, which fills the others in a tenth of pip's time, `.venv-node` for Node, with which the tests run a
partner's consumer, and the Debian packages of debian-packages.txt.
What is there already is left as it is: a second run takes a moment.
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
UV = ROOT / ".venv-uv"
CONSUMER = ROOT / "docs/examples/node-consumer"
QUIETLY = os.environ | {
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "UV_PYTHON_DOWNLOADS": "never",
    "UV_SYSTEM_CERTS": "1",  # as pip: an office may have a CA of its own
}
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
        uv_environment()
        python_environment()
        if options.supply or not (options.python_only or another_store()):
            environment(".venv-store", HERE / "store-requirements.txt", "the embedded store")
        if options.tests:
            node_environment()
        if options.bench:
            environment(".venv-bench", ROOT / "benchmarks/requirements.txt", "the peers to measure with")
        if options.supply:
            environment(".venv-supply", ROOT / "deploy/supply/requirements.txt", "what tells of packages")
    except Stop as problem:
        sys.exit(f"wara: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)


def purposes(options: argparse.Namespace) -> set[str]:
    wanted = {
        "venv": importlib.util.find_spec("ensurepip") is None and not works(UV),
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


def uv_environment() -> None:
    lock, stamp = HERE / "uv-requirements.txt", UV / "made-from"
    if not (works(UV) and stamp.is_file() and stamp.read_text() == made_from(UV, [lock])):
        create(UV)
        if not done(UV / "bin/python", "-m", "pip", "install", "--require-hashes", "-r", lock):
            raise Stop("pip could not install uv; its words are above. Is there network?")
        stamp.write_text(made_from(UV, [lock]))


def python_environment() -> None:
    projects = [ROOT / path for path in OURS if (ROOT / path / "pyproject.toml").is_file()]
    lock = ROOT / "requirements.txt"
    with fresh(ROOT / ".venv", [lock, *(project / "pyproject.toml" for project in projects)]) as install:
        if install:
            say("Installing the Python packages of requirements.txt")
            install("--require-hashes", "-r", str(lock))
            editable = [argument for project in projects for argument in ("--editable", str(project))]
            # puts the projects on the path: setuptools' other way loses to a folder of the same name
            install(
                "--no-deps", "--no-build-isolation", "--config-settings", "editable_mode=compat", *editable
            )


def another_store() -> bool:
    return bool(os.environ.get("MONGODB_URI") or shutil.which("mongod"))


def environment(name: str, lock: Path, what: str) -> None:
    with fresh(ROOT / name, [lock]) as install:
        if install:
            say(f"Installing {what}")
            install("--require-hashes", "-r", str(lock))


def node_environment() -> None:
    """Where it cannot be had, the rest is tested without it."""
    lock, packages = HERE / "node-requirements.txt", CONSUMER / "package-lock.json"
    node = ROOT / ".venv-node"
    try:
        with fresh(node, [lock, packages]) as install:
            if install:
                say("Installing Node, and what the consumer in docs/examples is made of")
                install("--require-hashes", "-r", str(lock))
                if not done(node / "bin/npm", "ci", "--prefix", CONSUMER):
                    raise Stop("npm could not install the consumer; its words are above.")
    except Stop as problem:
        say(f"{problem} No consumer in Node is tried")


class Installer:
    """uv; where it cannot, pip, which reads another configuration: of a mirror, perhaps."""

    def __init__(self, environment: Path) -> None:
        self.environment = environment

    def __call__(self, *arguments: str) -> None:
        python = ("--python", str(self.environment / "bin/python"))
        if done(UV / "bin/uv", "pip", "install", "--compile-bytecode", *python, *arguments):
            return
        say("uv could not; pip tries")
        if not done(UV / "bin/python", "-m", "pip", *python, "install", *arguments):
            name = self.environment.name
            raise Stop(f"Nothing could be installed into {name}; why is above. Is there network?")


def done(*command: Path | str) -> bool:
    return subprocess.run([*command, "--quiet"], env=QUIETLY, stdin=subprocess.DEVNULL).returncode == 0


@contextlib.contextmanager
def fresh(environment: Path, sources: list[Path]) -> Iterator[Installer | None]:
    """Gives what installs where a source of the environment has changed; once all went well it is marked."""
    stamp = environment / "made-from"
    if works(environment) and stamp.is_file() and stamp.read_text() == made_from(environment, sources):
        yield None
        return
    if not works(environment):
        create(environment, "--without-pip")
    yield Installer(environment)
    stamp.write_text(made_from(environment, sources))


def made_from(environment: Path, sources: list[Path]) -> str:
    parts = [bytes(environment), *(source.read_bytes() for source in sources)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def works(environment: Path) -> bool:
    python = environment / "bin/python"
    return python.exists() and subprocess.run([python, "-c", ""], capture_output=True).returncode == 0


def create(environment: Path, *options: str) -> None:
    command = [sys.executable, "-m", "venv", "--clear", *options, str(environment)]
    if subprocess.run(command, capture_output=True).returncode:
        raise Stop(f"{' '.join(command)} failed; on Debian run: sudo apt-get install python3-venv")


def say(line: str) -> None:
    print(f"{line} ...", flush=True)


if __name__ == "__main__":
    main()
