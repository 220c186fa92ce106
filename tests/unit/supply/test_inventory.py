"""What a lock says runs, and under which licence a package says it is."""

from pathlib import Path

import pytest

from deploy.supply import inventory

LOCK = """\
amqp==5.4.2 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via kombu
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:aa
    # via
    #   kombu
    #   pytest
iniconfig==2.3.1 \\
    --hash=sha256:aa
    # via pytest
kombu==5.7.0 \\
    --hash=sha256:aa
    # via
    #   wara-chassis (chassis/pyproject.toml)
    #   nameko
packaging==26.3 \\
    --hash=sha256:aa
    # via
    #   kombu
    #   pytest
pytest==9.2.0 \\
    --hash=sha256:aa
    # via wara (pyproject.toml:dev)
setuptools==84.2.1 \\
    --hash=sha256:aa
    # via -r ours.in
"""


def test_what_only_the_dev_group_brings_does_not_run_nor_what_another_platform_needs() -> None:
    pins = inventory.without_dev(inventory.pinned(LOCK))
    assert [pin.name for pin in pins] == ["amqp", "kombu", "packaging", "setuptools"]
    assert pins[1].version == "5.7.0"
    assert pins[1].brought_by == {"wara-chassis", "nameko"}


def test_every_pin_of_the_lock_is_read() -> None:
    text = inventory.SERVICES.lock.read_text(encoding="utf-8")
    elsewhere = {"brotlicffi", "colorama"}
    assert {pin.name for pin in inventory.pinned(text)} | elsewhere == {
        row.partition("==")[0] for row in text.splitlines() if "==" in row and row[0].isalpha()
    }


@pytest.mark.parametrize(
    ("metadata", "licence"),
    [
        (
            "License-Expression: MIT OR Apache-2.0\nClassifier: License :: OSI Approved :: MIT License",
            "MIT OR Apache-2.0",
        ),
        ("License: MIT License", "MIT"),
        ("License: BSD-like\nClassifier: License :: DFSG approved", "BSD-like"),
        ("License: UNKNOWN\nClassifier: License :: OSI Approved :: ISC License (ISCL)", "ISC"),
        (
            "License: A long text\n        in lines\nClassifier: License :: OSI Approved :: BSD License",
            "BSD License",
        ),
        (
            "Classifier: License :: OSI Approved\n"
            "Classifier: License :: OSI Approved :: MIT License\n"
            "Classifier: License :: OSI Approved :: BSD License\n"
            "Classifier: Topic :: Internet",
            "MIT; BSD License",
        ),
        ("Summary: says nothing", ""),
    ],
)
def test_a_licence_is_what_the_installed_package_says(metadata: str, licence: str, tmp_path: Path) -> None:
    folder = tmp_path / "lib/python3.11/site-packages/Some_Package-1.0.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.4\nName: Some_Package\nVersion: 1.0\n{metadata}\n")
    assert inventory.licences(tmp_path) == {("some-package", "1.0"): licence}


def test_a_pin_that_is_not_installed_is_named(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text(LOCK, encoding="utf-8")
    with pytest.raises(LookupError, match=r"amqp==5\.4\.2, kombu==5\.7\.0"):
        inventory.running(inventory.Part("Nothing", lock, tmp_path))
