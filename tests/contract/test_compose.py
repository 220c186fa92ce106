"""docker-compose.yml against the published schema and against the code; no engine is needed."""

import importlib.util
import json
import re
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from jsonschema.validators import validator_for

from tests.contract.deployment import (
    HEALTH_PORT,
    PACKAGES,
    PROCESSES,
    ROOT,
    compose,
    keys_read,
    kind_of,
    package_of,
    rabbitmq,
    variables,
)

COMPOSE = compose()
CONTAINERS: dict[str, dict[str, Any]] = COMPOSE["services"]
JOBS = ("mongodb-init", "rabbitmq-init")
SECRETS = "/run/secrets"
TLS_PORT = 5671
PUBLISHING = {"gateway", "mailpit"}
FOR_TRYING = {"INSTANCE", "MONGODB_DATABASE", "WEBHOOKS_ANYWHERE"}
"""What no container is given: it is one of its kind by its host, and has a database of its own name."""
NOT_ASKED = {
    "gateway": {"CALL_PUBLIC_KEY_FILE", "CLAMD_URI", "RETRY_DELAYS"},
    "membership": {"CALL_PRIVATE_KEY_FILE"},
    "agenda": {"CALL_PRIVATE_KEY_FILE"},
    "notify": {"CALL_PRIVATE_KEY_FILE", "CLAMD_URI"},
}
"""What the chassis reads, but not in processes of this package."""


def test_it_follows_the_published_schema() -> None:
    published = files("check_jsonschema") / "builtin_schemas/vendor/compose-spec.json"
    schema = json.loads(published.read_text(encoding="utf-8"))
    errors = [
        f"{error.json_path}: {error.message}" for error in validator_for(schema)(schema).iter_errors(COMPOSE)
    ]
    assert errors == []


def test_every_process_is_there() -> None:
    assert set(PROCESSES) == {name for name in CONTAINERS if "build" in CONTAINERS[name]}


@pytest.mark.parametrize("process", PROCESSES)
def test_the_command_is_one_the_package_understands(process: str) -> None:
    container, package = CONTAINERS[process], package_of(process)
    dockerfile = (ROOT / container["build"]["dockerfile"]).read_text(encoding="utf-8")
    assert f'ENTRYPOINT ["python", "-m", "{package}"]' in dockerfile
    assert importlib.util.find_spec(f"{package}.__main__")
    assert container.get("command", ["serve"]) == [kind_of(process)]
    assert f"wara/{package}:" in container["image"]


@pytest.mark.parametrize("process", PROCESSES)
def test_every_setting_is_one_the_code_reads_and_none_is_missing(process: str) -> None:
    package = package_of(process)
    read = keys_read(ROOT / "chassis/chassis", PACKAGES[package])
    assert set(CONTAINERS[process]["environment"]) == read.known - FOR_TRYING - NOT_ASKED[package]


@pytest.mark.parametrize("process", PROCESSES)
def test_a_default_is_the_one_of_the_code(process: str) -> None:
    defaults = keys_read(ROOT / "chassis/chassis", PACKAGES[package_of(process)]).defaults
    for key, value in CONTAINERS[process]["environment"].items():
        for variable in variables(value):
            if variable.name == key in defaults and not variable.required:
                assert variable.default == as_written(defaults[key]), key


@pytest.mark.parametrize("package", PACKAGES)
def test_the_readme_of_a_package_names_every_setting(package: str) -> None:
    readme = (PACKAGES[package].parent / "README.md").read_text(encoding="utf-8")
    read = keys_read(ROOT / "chassis/chassis", PACKAGES[package])
    named = set(re.findall(r"`([A-Z][A-Z_]+)`", readme))
    assert read.known - NOT_ASKED[package] <= named


def as_written(default: Any) -> str:
    if isinstance(default, list | tuple):
        return ",".join(map(as_written, default))
    return f"{default:g}" if isinstance(default, float) else str(default)


@pytest.mark.parametrize("process", PROCESSES)
def test_its_health_is_asked_where_it_answers(process: str) -> None:
    container = CONTAINERS[process]
    assert container["environment"]["HEALTH_HOST"] == "0.0.0.0"
    assert container["environment"]["HEALTH_PORT"] == str(HEALTH_PORT)
    test = container["healthcheck"]["test"]
    assert test[:3] == ["CMD", "python", "-c"]
    assert f"http://127.0.0.1:{HEALTH_PORT}/readyz" in test[3]
    compile(test[3], "healthcheck", "exec")


@pytest.mark.parametrize("name", sorted(CONTAINERS))
def test_any_container_can_be_scaled_but_those_that_publish(name: str) -> None:
    container = CONTAINERS[name]
    assert "container_name" not in container
    assert ("ports" in container) == (name in PUBLISHING)
    assert all(port.startswith("127.0.0.1:") for port in container.get("ports", []))


@pytest.mark.parametrize("name", sorted(CONTAINERS))
def test_no_container_may_do_more_than_it_must(name: str) -> None:
    container = CONTAINERS[name]
    assert container["read_only"] is True
    assert container["cap_drop"] == ["ALL"]
    assert container["security_opt"] == ["no-new-privileges:true"]
    assert container["user"].split(":")[0] not in ("", "0", "root")
    assert container["restart"] == ("on-failure" if name in JOBS else "unless-stopped")
    assert ("healthcheck" in container) != (name in JOBS)


def test_the_gateway_listens_where_its_port_is_published() -> None:
    environment, ports = CONTAINERS["gateway"]["environment"], CONTAINERS["gateway"]["ports"]
    assert environment["GATEWAY_HOST"] == "0.0.0.0"
    assert [port.rsplit(":", 1)[1] for port in ports] == [environment["GATEWAY_PORT"]]


def test_no_secret_has_a_default() -> None:
    secret = re.compile("PASSWORD|KEY|SECRET|TOKEN")
    used = variables(COMPOSE)
    secrets = [one for one in used if secret.search(one.name) and not one.name.endswith("_FILE")]
    assert secrets and all(variable.required for variable in secrets)
    for name, container in CONTAINERS.items():
        for key, value in container.get("environment", {}).items():
            if secret.search(key) and not key.endswith(("_FILE", "_DIR")):
                assert variables(value), f"{name} says {key} in clear"


def test_the_example_names_what_the_file_takes() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    required = {line.split("=")[0] for line in lines if re.match(r"[A-Z_]+=$", line)}
    optional = dict(line[1:].split("=", 1) for line in lines if re.match(r"#[A-Z_]+=", line))
    used = variables(COMPOSE)
    assert required == {variable.name for variable in used if variable.required}
    assert optional == {variable.name: variable.default for variable in used if not variable.required}


@pytest.mark.parametrize("process", PROCESSES)
def test_each_speaks_to_the_broker_as_its_own_user(process: str) -> None:
    uri, package = urlsplit(CONTAINERS[process]["environment"]["AMQP_URI"]), package_of(process)
    assert (uri.scheme, uri.username, uri.password) == ("amqps", package, None)
    assert (uri.hostname, uri.port) == ("rabbitmq", TLS_PORT)
    assert parse_qs(uri.query) == {
        "cacertfile": [f"{SECRETS}/ca.pem"],
        "password_file": [f"{SECRETS}/{package}.amqp"],
    }
    assert uri.username in {user["name"] for user in rabbitmq("permissions.json")}
    assert CONTAINERS["rabbitmq-init"]["environment"]["RABBITMQ_VHOST"] == uri.path.lstrip("/")


@pytest.mark.parametrize("process", PROCESSES)
def test_each_has_a_database_and_a_user_of_its_own(process: str) -> None:
    package = package_of(process)
    where = urlsplit(CONTAINERS[process]["environment"]["MONGODB_URI"])
    options = parse_qs(where.query)
    assert (where.username, where.password, where.path) == (package, None, f"/{package}")
    assert (options["tls"], options["tlsCAFile"]) == (["true"], [f"{SECRETS}/ca.pem"])
    assert options["password_file"] == [f"{SECRETS}/{package}.mongodb"]
    mongod = " ".join(CONTAINERS["mongodb"]["command"])
    assert f"--replSet {options['replicaSet'][0]} " in mongod
    users = json.loads((ROOT / "deploy/mongodb/users.json").read_text(encoding="utf-8"))
    assert package in {row["user"] for row in users}
    assert f"{package}.mongodb" in CONTAINERS["mongodb-init"]["secrets"]


def test_broker_and_store_take_tls_alone() -> None:
    conf = (ROOT / "deploy/rabbitmq/rabbitmq.conf").read_text(encoding="utf-8")
    said = dict(line.split(" = ") for line in conf.splitlines() if " = " in line)
    assert (said["listeners.tcp"], said["listeners.ssl.default"]) == ("none", str(TLS_PORT))
    for of in ("ssl_options", "management.ssl"):
        spoken = {value for name, value in said.items() if name.startswith(f"{of}.versions.")}
        assert spoken == {"tlsv1.3", "tlsv1.2"}
    mongod = " ".join(CONTAINERS["mongodb"]["command"])
    assert "--tlsMode requireTLS --tlsDisabledProtocols TLS1_0,TLS1_1 " in mongod
    assert urlsplit(CONTAINERS["rabbitmq-init"]["environment"]["RABBITMQ_MANAGEMENT_URL"]).scheme == "https"


@pytest.mark.parametrize("name", sorted(CONTAINERS))
def test_every_file_that_is_named_among_the_secrets_is_given(name: str) -> None:
    said = json.dumps({**CONTAINERS[name], "secrets": None})
    said += (ROOT / "deploy/rabbitmq/rabbitmq.conf").read_text("utf-8") if name == "rabbitmq" else ""
    named = set(re.findall(rf"{SECRETS}/([\w.-]+)", said))
    given = set(CONTAINERS[name].get("secrets", []))
    assert named <= given
    assert not given or CONTAINERS[name]["group_add"] == ["10001"]


def test_every_file_that_is_mounted_exists() -> None:
    for name, config in COMPOSE["configs"].items():
        assert (ROOT / config["file"]).is_file(), name
    for container in CONTAINERS.values():
        assert {one["source"] for one in container.get("configs", [])} <= set(COMPOSE["configs"])
        assert set(container.get("secrets", [])) <= set(COMPOSE["secrets"])


@pytest.mark.parametrize("process", PROCESSES)
def test_every_file_a_setting_names_is_mounted_there(process: str) -> None:
    container = CONTAINERS[process]
    mounted = {f"/run/secrets/{name}" for name in container["secrets"]}
    mounted |= {one["target"] for one in container.get("configs", [])}
    environment = container["environment"]
    named = {environment[key] for key in environment if key.endswith("_FILE") and key != "DKIM_KEY_FILE"}
    assert named <= mounted
