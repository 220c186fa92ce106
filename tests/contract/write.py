"""`make contracts`: writes anew from the code what others rely on, for somebody to read the difference."""

import subprocess
import sys

from deploy.supply import licences
from tests.contract.deployment import ROOT
from wara import contracts, definitions, rights, state_tables

if __name__ == "__main__":
    folder = ROOT / "contracts"
    paths = contracts.write(folder)
    printed = subprocess.run([sys.executable, "-m", "gateway.openapi"], stdout=subprocess.PIPE, check=True)
    (folder / "openapi.json").write_bytes(printed.stdout)
    (ROOT / "gateway/gateway/asyncapi.json").write_text(contracts.asyncapi(), encoding="utf-8")
    defined = definitions.as_text(definitions.definitions())
    (ROOT / "deploy/rabbitmq/definitions.json").write_text(defined, encoding="utf-8")
    (ROOT / "deploy/rabbitmq/permissions.json").write_text(rights.as_text(rights.users()), encoding="utf-8")
    (ROOT / "deploy/mongodb/users.json").write_text(rights.as_text(rights.store_users()), encoding="utf-8")
    page = ROOT / "docs/members.md"
    page.write_text(state_tables.written_into(page.read_text(encoding="utf-8")), encoding="utf-8")
    (ROOT / "docs/licences.md").write_text(licences.page(), encoding="utf-8")
    print(f"{len(paths) + 1} files in contracts/, three in deploy/, two pages of docs/, one in gateway/")
