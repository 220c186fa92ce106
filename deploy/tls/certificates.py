"""Makes a CA and certificates of it for servers, to try TLS with: production has its own.

    .venv/bin/python deploy/tls/certificates.py keys rabbitmq mongodb

writes `ca.pem`, which clients are given, and for each server `<name>.pem` with its certificate and its key.
The CA's own key is kept nowhere, so that nobody makes further ones: run it again for all of them.
"""

import argparse
import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAYS = 90
LOOPBACK = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]


class Authority:
    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = named("wara test CA")
        builder = begun(self._name, self._name, self._key)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        builder = builder.add_extension(signs_certificates(), critical=True)
        self._certificate = builder.sign(self._key, SHA256())

    @property
    def pem(self) -> bytes:
        return self._certificate.public_bytes(Encoding.PEM)

    def server(self, host: str, *others: x509.GeneralName) -> bytes:
        """Certificate and key of who answers by that name, and by others."""
        key = ec.generate_private_key(ec.SECP256R1())
        builder = begun(named(host), self._name, key)
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host), *others]), False)
        # a node of MongoDB is a client of the others
        purposes = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), False)
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        certificate = builder.add_extension(issuer, False).sign(self._key, SHA256())
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return certificate.public_bytes(Encoding.PEM) + private


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def begun(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(days=DAYS))
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)


def signs_certificates() -> x509.KeyUsage:
    others = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment")
    unused = dict.fromkeys((*others, "key_agreement", "encipher_only", "decipher_only"), False)
    return x509.KeyUsage(key_cert_sign=True, crl_sign=True, **unused)


def make(folder: Path, hosts: list[str]) -> None:
    """Each answers on the machine itself too."""
    authority = Authority()
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "ca.pem", authority.pem, 0o644)
    for host in hosts:
        write(folder / f"{host}.pem", authority.server(host, *LOOPBACK), 0o600)


def write(file: Path, content: bytes, mode: int) -> None:
    file.touch(mode)
    file.write_bytes(content)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("host", nargs="+", help="the name by which clients reach it")
    given = parser.parse_args()
    make(given.folder, given.host)
