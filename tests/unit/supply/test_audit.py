"""The three outcomes of an audit, told apart: nothing known, something found, nobody answers."""

import contextlib
import json
import socket
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from deploy.supply import audit

CLEAN = {"name": "pika", "version": "1.4.4", "vulns": []}
VULNERABLE = {
    "name": "nameko",
    "version": "2.14.1",
    "vulns": [
        {
            "id": "PYSEC-2099-1",
            "fix_versions": ["99.0"],
            "aliases": ["CVE-2099-0001"],
            "description": "An example",
        }
    ],
}
ADVISORY = json.dumps(
    {
        "vulns": [
            {
                "id": "PYSEC-2099-1",
                "aliases": ["CVE-2099-0001"],
                "summary": "An example",
                "published": "2099-01-01T00:00:00Z",
                "affected": [
                    {
                        "package": {"name": "numpy", "ecosystem": "PyPI"},
                        "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.0"}]}],
                    }
                ],
            }
        ]
    }
).encode()
UNKNOWN = {"name": "kombu", "skip_reason": "Dependency could not be audited: kombu (5.7.0)"}


def test_nothing_known_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.told(audit.read([CLEAN, CLEAN])) == 0
    assert capsys.readouterr() == ("1 packages audited, 0 vulnerabilities found\n", "")


def test_what_is_found_is_named_once_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.told(audit.read([CLEAN, VULNERABLE, VULNERABLE])) == 1
    assert capsys.readouterr().err.splitlines() == [
        "vulnerable: nameko 2.14.1: PYSEC-2099-1 CVE-2099-0001, mended in 99.0"
    ]


def test_what_is_let_pass_has_its_day_and_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "ACCEPTED", tmp_path / "accepted.txt")
    audit.ACCEPTED.write_text("# an id\n\nPYSEC-2099-1 2099-01-31 is of a part that we do not load\n")
    assert audit.accepted(date(2099, 1, 31)) == ["PYSEC-2099-1"]
    assert "PYSEC-2099-1" in audit.command(audit.STORE_LOCK, "http://127.0.0.1/")
    assert audit.accepted(date(2099, 2, 1)) == []
    audit.ACCEPTED.write_text("PYSEC-2099-1 is of a part that we do not load\n")
    with pytest.raises(audit.Broken, match="a day"):
        audit.accepted(date(2099, 1, 1))


def test_a_package_that_nobody_knows_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.told(audit.read([CLEAN, UNKNOWN])) == 0
    assert capsys.readouterr().err == f"not audited: {UNKNOWN['skip_reason']}\n"


def test_nothing_known_of_any_package_is_no_answer() -> None:
    with pytest.raises(audit.Unanswered):
        audit.told(audit.read([UNKNOWN]))


def test_no_network_is_said_and_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert audit.main(f"http://127.0.0.1:{port}/") == 0
    assert capsys.readouterr().err.startswith("not audited: ")


@pytest.mark.parametrize("answer", [b"<p>Sign in to this network</p>", b"{}", b"[]"])
def test_who_tells_of_no_vulnerability_is_not_believed(answer: bytes) -> None:
    with service({"jinja2": answer}) as url, pytest.raises(audit.Unanswered):
        audit.ask(url)


def test_who_tells_of_a_known_one_is_believed() -> None:
    with service({"jinja2": ADVISORY}) as url:
        audit.ask(url)


@pytest.mark.skipif(not audit.PIP_AUDIT.exists(), reason="pip-audit is there after `make sbom`")
def test_pip_audit_reports_in_this_shape() -> None:
    with service({"numpy": ADVISORY}) as url:
        report = audit.read(audit.audited(audit.STORE_LOCK, url))
    [found] = report.found
    assert found.startswith("numpy ")
    assert found.endswith(": PYSEC-2099-1 CVE-2099-0001, mended in 99.0")
    assert report.audited > 1
    assert not report.unknown


@pytest.mark.skipif(not audit.PIP_AUDIT.exists(), reason="pip-audit is there after `make sbom`")
def test_who_stops_answering_has_not_answered() -> None:
    with service({}) as url:
        pass
    with pytest.raises(audit.Unanswered):
        audit.audited(audit.STORE_LOCK, url)


@pytest.mark.skipif(not audit.PIP_AUDIT.exists(), reason="pip-audit is there after `make sbom`")
def test_a_lock_without_hashes_is_a_failure_of_its_own(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text("pika==1.4.4\n", encoding="utf-8")
    with service({"jinja2": ADVISORY}) as url, pytest.raises(audit.Broken, match="hash"):
        audit.audited(lock, url)


@contextlib.contextmanager
def service(advisories: dict[str, bytes]) -> Iterator[str]:
    """A service that tells of these packages, as OSV does, and knows nothing against the others."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer = advisories.get(query["package"]["name"], b"{}")
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
