"""`python -m gateway`: answers HTTP until told to stop; `python -m gateway first-link` prints a link."""

import sys

from environs import EnvError

from chassis.config import read_or_exit
from chassis.process import serve_forever

FIRST_LINK = "first-link"


def main() -> None:
    if sys.argv[1:2] == [FIRST_LINK]:
        from gateway.identity import first_link

        return first_link.run(read_or_exit("gateway"), sys.argv[2:])
    if sys.argv[1:] not in ([], ["serve"]):
        sys.exit(f"usage: python -m gateway [serve | {FIRST_LINK} [--again]]")
    try:
        serve_forever("gateway", "gateway.service:GatewayService")
    except (EnvError, OSError) as error:
        sys.exit(f"gateway: {error}")


if __name__ == "__main__":
    main()
