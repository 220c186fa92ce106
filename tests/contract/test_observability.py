"""deploy/observability: what is scraped exists, and alerts name metrics that the code has."""

import ast
import re
from collections.abc import Iterator
from typing import Any, TypeGuard

import yaml

from chassis import topology
from tests.contract.deployment import HEALTH_PORT, PACKAGES, PROCESSES, ROOT, SERVICES, rabbitmq
from wara.definitions import FOR_A_PARTNER
from wara.partners.corner import FULL

FOLDER = ROOT / "deploy/observability"
PROMETHEUS: dict[str, Any] = yaml.safe_load((FOLDER / "prometheus.yml").read_text(encoding="utf-8"))
RULES = [
    rule
    for group in yaml.safe_load((FOLDER / "alerts.yml").read_text(encoding="utf-8"))["groups"]
    for rule in group["rules"]
]


def metrics() -> Iterator[tuple[str, set[str]]]:
    """Each metric of the code with its labels, under the name it is scraped by."""
    for folder in (ROOT / "chassis/chassis", ROOT / "deploy/wara/wara", *PACKAGES.values()):
        for path in folder.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if is_metric(node):
                    values = [ast.literal_eval(one) for one in node.args[:3]]
                    yield values[0], set(values[2]) if len(values) > 2 else set()


def is_metric(node: ast.AST) -> TypeGuard[ast.Call]:
    """Of prometheus_client, whose first argument is a name; not of collections."""
    if not isinstance(node, ast.Call) or ast.unparse(node.func) not in ("Counter", "Gauge", "Histogram"):
        return False
    return isinstance(node.args[0], ast.Constant)


def test_every_process_is_scraped_where_it_answers() -> None:
    [job] = [one for one in PROMETHEUS["scrape_configs"] if one["job_name"] == "wara"]
    [found] = job["dns_sd_configs"]
    assert set(found["names"]) == set(PROCESSES)
    assert found["port"] == HEALTH_PORT


def test_the_rules_are_loaded() -> None:
    assert PROMETHEUS["rule_files"] == ["alerts.yml"]
    assert RULES
    assert all({"summary", "do"} <= set(rule["annotations"]) for rule in RULES)


def test_an_alert_names_metrics_and_labels_of_the_code() -> None:
    known = dict(metrics())
    for rule in RULES:
        for name, labels in re.findall(r"\b((?:wara|notify)_\w+)(?:\{([^}]*)\})?", rule["expr"]):
            assert name in known, f"{rule['alert']} asks for {name}"
            assert set(re.findall(r"(\w+)=", labels)) <= known[name]


def test_who_waits_for_a_partner_is_warned_before_anything_is_dropped() -> None:
    [rule] = [one for one in RULES if one["alert"] == "PartnerQueueFills"]
    assert rule["expr"].endswith(f" > {FULL * FOR_A_PARTNER['x-max-length']:.0f}")
    [asked] = re.findall(r'queue=~"([^"]+)"', rule["expr"])
    handler = "evt-partner.fund-agenda.item.listed.v1--fund.hear"
    for queue in (topology.partner_events("fund"), handler):
        assert re.fullmatch(asked.replace("\\\\", "\\"), queue)


def test_an_alert_names_queues_that_are_declared() -> None:
    queues = {one["name"] for one in rabbitmq("definitions.json")["queues"]}
    queues |= {topology.inbox(service) for service in SERVICES}
    queues |= {topology.partner_events(f"{service}-s-office") for service in SERVICES}
    asked = [pattern for rule in RULES for pattern in re.findall(r'queue=~"([^"]+)"', rule["expr"])]
    assert asked
    for pattern in asked:
        matched = {name for name in queues if re.fullmatch(pattern.replace("\\\\", "\\"), name)}
        assert len(matched) == len(SERVICES)
