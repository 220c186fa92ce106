"""What runs, as the locks pin it, and the licence of each package, as the installed one says it."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.utils import canonicalize_name

from deploy.local.bootstrap import OURS, ROOT

IMAGE = {
    "implementation_name": "cpython",
    "os_name": "posix",
    "platform_python_implementation": "CPython",
    "platform_system": "Linux",
    "python_full_version": "3.11.0",
    "python_version": "3.11",
    "sys_platform": "linux",
}
SPDX = {
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}

_PIN = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?: ; (?P<marker>[^\\]+))? \\\n(?P<rest>(?: .*\n)*)",
    re.MULTILINE,
)
_BROUGHT_BY = re.compile(r"^    #(?: via|  ) +(\S+)", re.MULTILINE)


@dataclass(frozen=True)
class Pin:
    """`brought_by` names the packages that ask for it; `wara` is the dev group, `-r` a list of its own."""

    name: str
    version: str
    brought_by: frozenset[str]
    marker: str | None = None


@dataclass(frozen=True)
class Part:
    """What one environment runs."""

    title: str
    lock: Path
    environment: Path


SERVICES = Part("Services, gateway and command", ROOT / "requirements.txt", ROOT / ".venv")
STORE = Part("Embedded store", ROOT / "deploy/local/store-requirements.txt", ROOT / ".venv-store")
PARTS = (SERVICES, STORE)


def running(part: Part) -> dict[Pin, str]:
    """Each pin that runs, with its licence; LookupError when one is not installed as it is pinned."""
    known = licences(part.environment)
    pins = without_dev(pinned(part.lock.read_text(encoding="utf-8")))
    missing = [f"{pin.name}=={pin.version}" for pin in pins if (pin.name, pin.version) not in known]
    if missing:
        raise LookupError(f"not installed in {part.environment.name}: {', '.join(missing)}")
    return {pin: known[pin.name, pin.version] for pin in pins}


def pinned(lock: str) -> list[Pin]:
    """The pins that an image installs; those of other platforms are left out."""
    pins = [
        Pin(
            canonicalize_name(found["name"]),
            found["version"],
            frozenset(_BROUGHT_BY.findall(found["rest"])),
            found["marker"],
        )
        for found in _PIN.finditer(lock)
    ]
    return [pin for pin in pins if pin.marker is None or Marker(pin.marker).evaluate(IMAGE)]


def without_dev(pins: Iterable[Pin]) -> list[Pin]:
    """All but what only the dev group brings."""
    left, wanted = list(pins), set[Pin]()
    while found := {pin for pin in left if pin not in wanted and _runs(pin, {one.name for one in wanted})}:
        wanted |= found
    return [pin for pin in left if pin in wanted]


def _runs(pin: Pin, wanted: set[str]) -> bool:
    return any(name.startswith(("wara-", "-")) or name in wanted for name in pin.brought_by)


def ours() -> list[Pin]:
    """Our own packages."""
    projects = [project(ROOT / folder) for folder in OURS]
    return [
        Pin(
            one["name"],
            one["version"],
            frozenset(other["name"] for other in projects if one["name"] in other["dependencies"]),
        )
        for one in projects
    ]


def project(folder: Path) -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def licences(environment: Path) -> dict[tuple[str, str], str]:
    """By name and version, for every package that is installed there."""
    site = [str(path) for path in environment.glob("lib/python3*/site-packages")]
    found = distributions(path=site) if site else ()
    return {(canonicalize_name(one.name), one.version): licence(one) for one in found}


def licence(package: Distribution) -> str:
    """An SPDX expression where the package says one, else its own words."""
    said = package.metadata
    words = str((said.get_all("License-Expression") or said.get_all("License") or ["UNKNOWN"])[0])
    if words != "UNKNOWN" and "\n" not in words:
        return SPDX.get(words, words)
    classified = [one for one in said.get_all("Classifier") or () if one.startswith("License :: ")]
    names = [one.rpartition(" :: ")[2] for one in classified]
    return "; ".join(SPDX.get(name, name) for name in names if not name.lower().endswith(" approved"))
