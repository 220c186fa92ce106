"""`make contracts`: writes contracts/ anew from the code, for somebody to read the difference."""

import subprocess
import sys

from tests.contract.deployment import ROOT
from wara import contracts

if __name__ == "__main__":
    folder = ROOT / "contracts"
    paths = contracts.write(folder)
    with (folder / "openapi.json").open("wb") as openapi:
        subprocess.run([sys.executable, "-m", "gateway.openapi"], stdout=openapi, check=True)
    print(f"{len(paths) + 1} files in {folder.relative_to(ROOT)}/")
