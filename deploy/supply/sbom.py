"""The bill of materials of what runs: CycloneDX 1.6, the same bytes from the same locks.

    python -m deploy.supply.sbom build/sbom.cdx.json

The services' packages are required; those of the embedded store stand apart: optional, their references begin
with `store/`.
"""
# mypy: disable-error-code="import-not-found"

import json
import sys
import uuid
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from deploy.local.bootstrap import ROOT
from deploy.supply.inventory import SERVICES, STORE, Pin, ours, project, running

OURS = ours()


def written() -> str:
    """The document as JSON; ValueError when the CycloneDX schema refuses it."""
    document: dict[str, Any] = json.loads(JsonV1Dot6(bill()).output_as_string())
    del document["serialNumber"], document["metadata"]["timestamp"]
    text = json.dumps(document, indent=2, sort_keys=True)
    document["serialNumber"] = uuid.uuid5(uuid.NAMESPACE_OID, text).urn
    text = json.dumps(document, indent=2, sort_keys=True) + "\n"
    if refused := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise ValueError(refused)
    return text


def bill() -> Any:
    whole = project(ROOT)
    services = components(dict.fromkeys(OURS, "") | running(SERVICES), ComponentScope.REQUIRED)
    store = components(running(STORE), ComponentScope.OPTIONAL, "store/")
    bom = Bom(components=[*services.values(), *store.values()])
    bom.metadata.component = Component(
        name=whole["name"],
        version=whole["version"],
        description=whole["description"],
        type=ComponentType.APPLICATION,
        bom_ref=whole["name"],
    )
    for part in (services, store):
        for pin, one in part.items():
            bom.register_dependency(one, [other for by, other in part.items() if pin.name in by.brought_by])
        bom.register_dependency(bom.metadata.component, [part[pin] for pin in part if asked_for(pin)])
    return bom


def components(pins: dict[Pin, str], scope: Any, prefix: str = "") -> dict[Pin, Any]:
    """By pin; `pins` gives the licence of each, empty where none is said."""
    licence = LicenseFactory().make_from_string
    return {
        pin: Component(
            name=pin.name,
            version=pin.version,
            scope=scope,
            bom_ref=f"{prefix}{pin.name}@{pin.version}",
            purl=None if pin in OURS else PackageURL("pypi", name=pin.name, version=pin.version),
            licenses=[licence(one) for one in words.split("; ") if one],
        )
        for pin, words in pins.items()
    }


def asked_for(pin: Pin) -> bool:
    """Whether nothing else that runs brings it: one of ours, or of a list of its own."""
    return pin in OURS or "-r" in pin.brought_by


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(written(), encoding="utf-8")
    print(f"{target}: {len(json.loads(target.read_text(encoding='utf-8'))['components'])} components")
