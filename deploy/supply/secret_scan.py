"""`make lint`: no key, token or password is written into the repository.

    python -m deploy.supply.secret_scan

Nothing is let pass by a remark beside it: what only looks like a secret is named here.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import transient_settings

ROOT = Path(__file__).resolve().parents[2]
SECRETARIAT = r"^(?!.*(key|pass|pwd|secret(?!ari))).*secretari"  # no other word of the line is about secrets
PLUGINS: list[dict[str, Any]] = [
    {"name": "AWSKeyDetector"},
    {"name": "Base64HighEntropyString", "limit": 4.5},
    {"name": "BasicAuthDetector"},
    {"name": "GitHubTokenDetector"},
    {"name": "HexHighEntropyString", "limit": 3.0},
    {"name": "JwtTokenDetector"},
    {"name": "KeywordDetector", "keyword_exclude": SECRETARIAT},
    {"name": "PrivateKeyDetector"},
]
NOT_SECRET = {
    "what stands for a password in the address of an example": "^(guest|p%40ss|password|secret|word)$",
    "what an address calls its files": "^(cacertfile|password_file)$",
    "secrets of tests": "^(correct horse battery|of the tests|the client's secret|wara-api)$",
    "files and names of the secrets of issuers": r"^(issuers, optional: true}|client\.secret)$",
    "where a request came from, in examples": "^9f4c1b7de02a6358$",
    "the hash of a wording": "^e9c286108b75e83f83e99774049a67b0aa56552730406ce947d9460ac1c1522b$",
    "names of Kubernetes secrets": "^[a-z]+-keys}}$",
    "a call that the documentation names": "^(GET|POST) /v1/",
    "databases that the documentation names": "^membership`, `agenda`",
    "a token that claims nothing": r"^eyJ[\w-]+\.e30\.",
    "a token of officer-1 that nobody signed": r"^eyJ[\w-]+\.eyJzdWIiOiJvZmZpY2VyLTEifQ\.",
    "the SHA-256 of `test`": "^9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08$",
    "an edition, in examples": "^3f1c09a27be4$",
    "the public key of RFC 8037": "^11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo$",
    "its thumbprint": "^kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k$",
    "the example of the Standard Webhooks specification": "^whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw$",
}
HEURISTICS = (
    "indirect_reference",
    "likely_id_string",
    "not_alphanumeric_string",
    "prefixed_with_dollar_sign",
    "sequential_string",
    "templated_secret",
)
LOCKS = ("requirements.txt", "package-lock.json")
NOT_OURS = ("__pycache__", "build", "keys", "node_modules")
GENERATED = ("contracts", "benchmarks/results")
SETTINGS = {
    "plugins_used": PLUGINS,
    "filters_used": [
        *({"path": f"detect_secrets.filters.heuristic.is_{name}"} for name in HEURISTICS),
        {
            "path": "detect_secrets.filters.regex.should_exclude_secret",
            "pattern": list(NOT_SECRET.values()),
        },
    ],
}


def secrets(root: Path) -> list[str]:
    """`file:line: kind` of each that is found under `root`."""
    with transient_settings(SETTINGS):
        found = SecretsCollection(str(root))
        for path in files(root):
            found.scan_file(str(path.relative_to(root)))
    return sorted(f"{name}:{secret.line_number}: {secret.type}" for name, secret in found)


def files(root: Path) -> Iterator[Path]:
    """What is written by hand; not what git ignores, nor what is made and full of hashes."""
    for folder, inside, names in os.walk(root):
        here = Path(folder)
        inside[:] = [
            name for name in inside if is_ours(name) and str((here / name).relative_to(root)) not in GENERATED
        ]
        yield from (here / name for name in names if name != ".env" and not name.endswith(LOCKS))


def is_ours(folder: str) -> bool:
    ignored = folder.startswith(".") and folder != ".ci"
    return not (ignored or folder in NOT_OURS or folder.endswith(".egg-info"))


if __name__ == "__main__":
    if found := secrets(ROOT):
        sys.exit("\n".join([*found, "secrets stand in the repository, or what looks like them"]))
