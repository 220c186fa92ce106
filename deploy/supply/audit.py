"""`make audit`: are vulnerabilities known of what is pinned? Python's standard library asks pip-audit.

    python3 -m deploy.supply.audit [address of a service that answers as OSV does]

Status 1 when one is found that accepted.txt does not name, or not any more. Where the service that knows them
does not answer, a line on stderr begins with `not audited` and the status is 0. Anything else that goes wrong
is status 2.
"""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
STORE_LOCK = ROOT / "deploy/local/store-requirements.txt"
LOCKS = (
    ROOT / "requirements.txt",
    STORE_LOCK,
    ROOT / "deploy/local/uv-requirements.txt",
    ROOT / "deploy/local/node-requirements.txt",
    ROOT / "deploy/supply/requirements.txt",
    ROOT / "benchmarks/requirements.txt",
)
PIP_AUDIT = ROOT / ".venv-supply/bin/pip-audit"
ACCEPTED = ROOT / "deploy/supply/accepted.txt"
SERVICE = "https://api.osv.dev/v1/query"
KNOWN_TO_BE_VULNERABLE = {"package": {"name": "jinja2", "ecosystem": "PyPI"}, "version": "2.4.1"}
PATIENCE_S = 3
CLEAN, FOUND, BROKEN = 0, 1, 2


class Unanswered(Exception):
    """The service tells nothing of vulnerabilities here."""


class Broken(Exception):
    """What pip-audit, or who installs it, says went wrong."""


@dataclass(frozen=True)
class Report:
    """Lines on what was found and on what nobody could say, and how many packages were audited."""

    found: list[str]
    unknown: list[str]
    audited: int


def main(service: str = SERVICE) -> int:
    try:
        ask(service)
        install()
        return told(read(package for lock in LOCKS for package in audited(lock, service)))
    except Unanswered as problem:
        print(f"not audited: {problem}; what is pinned may be vulnerable", file=sys.stderr)
        return CLEAN
    except Broken as problem:
        print(problem, file=sys.stderr)
        return BROKEN


def ask(service: str) -> None:
    """Only who tells of a known vulnerability can be believed that there is none."""
    query = urllib.request.Request(service, data=json.dumps(KNOWN_TO_BE_VULNERABLE).encode())
    try:
        with urllib.request.urlopen(query, timeout=PATIENCE_S) as response:
            answer = json.load(response)
    except (OSError, ValueError) as problem:
        raise Unanswered(f"{service} does not answer ({problem})") from problem
    if not (isinstance(answer, dict) and answer.get("vulns")):
        raise Unanswered(f"{service} does not tell of vulnerabilities")


def install() -> None:
    bootstrap = [sys.executable, str(ROOT / "deploy/local/bootstrap.py"), "--python-only", "--supply"]
    if subprocess.run(bootstrap).returncode:
        raise Broken("pip-audit could not be installed")


def audited(lock: Path, service: str) -> list[dict[str, Any]]:
    """What pip-audit says of each package."""
    done = subprocess.run(command(lock, service), capture_output=True, text=True)
    if not done.stdout:
        ask(service)
        raise Broken(done.stderr)
    packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    return packages


def command(lock: Path, service: str) -> list[str]:
    return [
        str(PIP_AUDIT),
        *("--requirement", str(lock), "--require-hashes", "--disable-pip"),
        *("--vulnerability-service", "osv", "--osv-url", service),
        *("--format", "json", "--progress-spinner", "off"),
        *(argument for one in accepted(datetime.now(UTC).date()) for argument in ("--ignore-vuln", one)),
    ]


def accepted(today: date) -> list[str]:
    """The ids that are let pass today."""
    lines = ACCEPTED.read_text(encoding="utf-8").splitlines()
    rows = (line.split(maxsplit=2) for line in lines if line and not line.startswith("#"))
    try:
        until = {id: date.fromisoformat(day) for id, day, _ in rows}
    except ValueError as problem:
        raise Broken(f"{ACCEPTED.name}: an id, a day and a reason: {problem}") from problem
    return [id for id, day in until.items() if day >= today]


def read(packages: Iterable[dict[str, Any]]) -> Report:
    """`packages` are the `dependencies` of pip-audit's JSON; the same one may come from several locks."""
    found, unknown, names = dict[str, None](), dict[str, None](), set()
    for package in packages:
        if "skip_reason" in package:
            unknown[package["skip_reason"]] = None
            continue
        names.add((package["name"], package["version"]))
        found |= dict.fromkeys(line(package, one) for one in package["vulns"])
    return Report([*found], [*unknown], len(names))


def line(package: dict[str, Any], vulnerability: dict[str, Any]) -> str:
    ids = " ".join([vulnerability["id"], *vulnerability["aliases"]])
    mended = ", ".join(vulnerability["fix_versions"]) or "no version yet"
    return f"{package['name']} {package['version']}: {ids}, mended in {mended}"


def told(report: Report) -> int:
    """The status, after the words for it."""
    if not report.audited:
        raise Unanswered("the service knows none of the packages")
    for reason in report.unknown:
        print(f"not audited: {reason}", file=sys.stderr)
    for one in report.found:
        print(f"vulnerable: {one}", file=sys.stderr)
    print(f"{report.audited} packages audited, {len(report.found)} vulnerabilities found")
    return FOUND if report.found else CLEAN


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
