"""What no file of ours may call, because whatever comes from outside could make it do something else."""

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest

from tests.unit.architecture.test_habits import PATHS, ROOT, nodes

RUNS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "subprocess.getoutput"}
READS = ("pickle.", "marshal.", "shelve.", "yaml.load", "yaml.unsafe", "jsonpickle.", "dill.")
PARSES = re.compile(r"(ElementTree|etree)\.(parse|fromstring|iterparse|XML)$|minidom\.|sax\.|XMLParser$")
WEAK = ("hashlib.md5", "hashlib.sha1", "hashlib.new")
GUESSED = {"random.uniform", "random.randrange"}
"""Of `random`, for waits and places in a row alone; whatever opens something is of `secrets`."""
BELIEVING = {("verify", "False"), ("check_hostname", "False"), ("verify_mode", "ssl.CERT_NONE")}
CHOSEN = re.compile(r"primitives\.ciphers(?!\.aead\b)|asymmetric\.padding|primitives\.padding|^Crypto|fernet")
"""Modes and paddings that somebody would have to choose."""
OPERATORS = re.compile(r"""["']\$(where|function|accumulator|expr|regex)["']""")
IN_A_BROWSER = ("localStorage", "sessionStorage", "indexedDB", "document.cookie", "innerHTML", "eval(")
ASSETS = [
    path
    for folder in ("pages/assets", "pages/templates")
    for path in (ROOT / "gateway/gateway" / folder).iterdir()
]


@dataclass
class Code:
    """Each call as where it is, of what, and itself; and what is imported."""

    calls: list[tuple[str, str, ast.Call]] = field(default_factory=list)
    imported: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def code() -> Code:
    found = Code()
    for path in PATHS:
        for node in nodes(path):
            if isinstance(node, ast.Call):
                found.calls.append((f"{path.relative_to(ROOT)}:{node.lineno}", dotted(node.func), node))
            elif isinstance(node, ast.Import | ast.ImportFrom):
                module = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
                found.imported += [f"{module}{one.name}" for one in node.names]
    assert len(found.calls) > 10_000
    return found


def dotted(node: ast.expr) -> str:
    """`a.b.c`; of what is no name, what follows it."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def keywords(call: ast.Call) -> Iterable[tuple[str, str]]:
    return ((one.arg or "", ast.unparse(one.value)) for one in call.keywords)


def test_no_text_is_run_and_no_object_is_read_from_bytes(code: Code) -> None:
    assert [where for where, name, _ in code.calls if name in RUNS or name.startswith(READS)] == []
    assert [where for where, _, call in code.calls if "shell" in dict(keywords(call))] == []


def test_no_xml_is_parsed(code: Code) -> None:
    """So that nothing is an entity in it."""
    assert [where for where, name, _ in code.calls if PARSES.search(name)] == []


def test_no_hash_is_weak_and_nothing_that_opens_something_can_be_guessed(code: Code) -> None:
    assert [where for where, name, _ in code.calls if name in WEAK] == []
    assert [
        where for where, name, _ in code.calls if name.startswith("random.") and name not in GUESSED
    ] == []


def test_no_certificate_is_taken_unseen(code: Code) -> None:
    assert [where for where, name, _ in code.calls if name.endswith("_create_unverified_context")] == []
    assert [where for where, _, call in code.calls if BELIEVING & set(keywords(call))] == []


def test_nothing_is_encrypted_but_by_an_authenticated_cipher(code: Code) -> None:
    assert "cryptography.hazmat.primitives.serialization" in code.imported
    assert [name for name in code.imported if CHOSEN.search(name)] == []


def test_a_store_is_asked_by_equality_and_ranges() -> None:
    """Nothing that it would run, and no pattern that somebody typed."""
    assert [path for path in PATHS if OPERATORS.search(path.read_text("utf-8"))] == []


def test_our_pages_run_nothing_and_keep_nothing_in_a_browser() -> None:
    assert len(ASSETS) > 10
    for path in ASSETS:
        text = path.read_text("utf-8")
        assert not [one for one in IN_A_BROWSER if one in text], path.name
        assert "|safe" not in text.replace(" ", "") and "autoescape false" not in text, path.name
