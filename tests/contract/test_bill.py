"""The bill of materials: valid, the same twice, and no package without a licence but our own."""

import json
import subprocess
from pathlib import Path

import pytest

from deploy.supply import inventory
from tests.contract.deployment import ROOT

PYTHON = ROOT / ".venv-supply/bin/python"

pytestmark = pytest.mark.skipif(not PYTHON.exists(), reason="`make sbom` installs what writes it")


def test_the_bill_lists_what_runs_and_is_the_same_twice(tmp_path: Path) -> None:
    first, second = (written(tmp_path / name) for name in ("first.json", "second.json"))
    assert first == second
    document = json.loads(first)
    assert document["specVersion"] == "1.6"
    assert "timestamp" not in document["metadata"]
    listed = {one["bom-ref"]: one for one in document["components"]}
    ours = {f"{pin.name}@{pin.version}" for pin in inventory.ours()}
    pins = {
        prefix + f"{pin.name}@{pin.version}"
        for prefix, part in (("", inventory.SERVICES), ("store/", inventory.STORE))
        for pin in inventory.running(part)
    }
    assert set(listed) == ours | pins
    assert {ref for ref, one in listed.items() if "licenses" not in one} == ours


def written(target: Path) -> bytes:
    subprocess.run([PYTHON, "-m", "deploy.supply.sbom", target], cwd=ROOT, check=True, capture_output=True)
    return target.read_bytes()
