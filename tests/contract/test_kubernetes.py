"""deploy/kubernetes: the same processes as docker-compose.yml, with the same settings."""

from typing import Any

import pytest
import yaml

from tests.contract.deployment import (
    HEALTH_PORT,
    PROCESSES,
    ROOT,
    compose,
    documents,
    kind_of,
    package_of,
)

FOLDER = ROOT / "deploy/kubernetes"
KUSTOMIZATION: dict[str, Any] = yaml.safe_load((FOLDER / "kustomization.yaml").read_text(encoding="utf-8"))
RESOURCES = [one for name in KUSTOMIZATION["resources"] for one in documents(FOLDER / name)]
[LAID_OVER] = documents(FOLDER / "process.yaml")


def named(kind: str) -> dict[str, dict[str, Any]]:
    return {one["metadata"]["name"]: one for one in RESOURCES if one["kind"] == kind}


def only_container(deployment: dict[str, Any]) -> dict[str, Any]:
    [container] = deployment["spec"]["template"]["spec"]["containers"]
    found: dict[str, Any] = container
    return found


def environment(container: dict[str, Any]) -> dict[str, Any]:
    return {one["name"]: one.get("value") for one in container["env"]}


def test_every_process_is_deployed_and_may_be_moved_one_at_a_time() -> None:
    assert set(named("Deployment")) == set(PROCESSES)
    assert set(named("PodDisruptionBudget")) == set(PROCESSES)
    assert KUSTOMIZATION["patches"] == [{"path": "process.yaml", "target": {"kind": "Deployment"}}]


@pytest.mark.parametrize("process", PROCESSES)
def test_a_deployment_runs_what_compose_runs(process: str) -> None:
    deployment = named("Deployment")[process]
    container, composed = only_container(deployment), compose()["services"][process]
    assert container["image"] == composed["image"].split(":")[0] == f"wara/{package_of(process)}"
    assert container["image"] in {one["name"] for one in KUSTOMIZATION["images"]}
    assert container["args"] == [kind_of(process)]
    shared = environment(only_container(LAID_OVER))
    assert {**shared, **environment(container)}.keys() == composed["environment"].keys()


@pytest.mark.parametrize("process", PROCESSES)
def test_labels_select_the_process_and_nothing_else(process: str) -> None:
    deployment = named("Deployment")[process]
    label = {"app": process}
    assert deployment["spec"]["selector"]["matchLabels"] == label
    assert deployment["spec"]["template"]["metadata"]["labels"] == label
    assert named("PodDisruptionBudget")[process]["spec"]["selector"]["matchLabels"] == label


@pytest.mark.parametrize("process", PROCESSES)
def test_every_file_a_setting_names_is_mounted(process: str) -> None:
    pod = named("Deployment")[process]["spec"]["template"]["spec"]
    container = only_container(named("Deployment")[process])
    mounts = {one["name"]: one["mountPath"] for one in container["volumeMounts"]}
    assert set(mounts) == {one["name"] for one in pod["volumes"]}
    for name, value in environment(container).items():
        if name.endswith("_FILE") and name != "DKIM_KEY_FILE":
            assert value.rsplit("/", 1)[0] in mounts.values()


@pytest.mark.parametrize("process", PROCESSES)
def test_its_passwords_and_the_ca_are_files_beside_its_keys(process: str) -> None:
    package = package_of(process)
    volumes = named("Deployment")[process]["spec"]["template"]["spec"]["volumes"]
    [sources] = [one["projected"]["sources"] for one in volumes if one["name"] == "keys"]
    items = [item for source in sources for item in source.get("secret", {}).get("items", [])]
    of_the_mail_server = {"notify.smtp"} if package == "notify" else set()
    assert {item["path"] for item in items} == {f"{package}.amqp", f"{package}.mongodb"} | of_the_mail_server
    assert {"configMap": {"name": "ca"}} in sources


def test_no_process_reaches_a_broker_that_takes_no_tls() -> None:
    [rule] = named("NetworkPolicy")["every-process"]["spec"]["egress"]
    assert {5671, 27017} == {port["port"] for port in rule["ports"]} - {53}


def test_probes_ask_where_every_process_answers() -> None:
    container = only_container(LAID_OVER)
    assert container["ports"] == [{"name": "health", "containerPort": HEALTH_PORT}]
    assert environment(container)["HEALTH_PORT"] == str(HEALTH_PORT)
    asked = {probe: container[probe]["httpGet"] for probe in container if probe.endswith("Probe")}
    assert {probe: one["path"] for probe, one in asked.items()} == {
        "startupProbe": "/healthz",
        "livenessProbe": "/healthz",
        "readinessProbe": "/readyz",
    }
    assert {one["port"] for one in asked.values()} == {"health"}


def test_no_process_may_do_more_than_it_must() -> None:
    pod = LAID_OVER["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["automountServiceAccountToken"] is False
    assert only_container(LAID_OVER)["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }


def test_only_the_gateway_is_reached_from_outside_and_what_takes_mail() -> None:
    selected = {name: service["spec"]["selector"]["app"] for name, service in named("Service").items()}
    assert selected == {"gateway": "gateway", "notify-mail": "notify-work"}
    policies = named("NetworkPolicy")
    everyone = policies["every-process"]["spec"]
    [label] = [one["pairs"] for one in KUSTOMIZATION["labels"]]
    assert everyone["podSelector"]["matchLabels"] == label
    assert everyone["policyTypes"] == ["Ingress", "Egress"]
    assert [port["port"] for rule in everyone["ingress"] for port in rule["ports"]] == [HEALTH_PORT]
    for name, policy in policies.items():
        opened = policy["spec"]["podSelector"]["matchLabels"].get("app")
        assert name == "every-process" or opened in PROCESSES


def test_mail_is_taken_where_its_policy_lets_it_in() -> None:
    [port] = only_container(named("Deployment")["notify-work"])["ports"]
    [rule] = named("NetworkPolicy")["notify-work"]["spec"]["ingress"]
    assert rule["ports"] == [{"port": port["containerPort"]}]
    assert named("Service")["notify-mail"]["spec"]["ports"][0]["targetPort"] == port["name"]


def test_the_gateway_is_served_where_it_listens() -> None:
    container = only_container(named("Deployment")["gateway"])
    [port] = container["ports"]
    assert str(port["containerPort"]) == environment(container)["GATEWAY_PORT"]
    assert named("Service")["gateway"]["spec"]["ports"][0]["targetPort"] == port["name"]
