"""`make contracts`: writes contracts/ anew from the code, for somebody to read the difference."""

import subprocess
import sys

from tests.contract.deployment import ROOT
from wara import contracts

if __name__ == "__main__":
    folder = ROOT / "contracts"
    paths = contracts.write(folder)
    printed = subprocess.run([sys.executable, "-m", "gateway.openapi"], stdout=subprocess.PIPE, check=True)
    (folder / "openapi.json").write_bytes(printed.stdout)
    print(f"{len(paths) + 1} files in {folder.relative_to(ROOT)}/")
