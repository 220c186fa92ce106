"""`python -m gateway`: answers HTTP until told to stop."""

import sys

from environs import EnvError

from chassis.process import serve_forever


def main() -> None:
    if sys.argv[1:] not in ([], ["serve"]):
        sys.exit("usage: python -m gateway")
    try:
        serve_forever("gateway", "gateway.service:GatewayService")
    except (EnvError, OSError) as error:
        sys.exit(f"gateway: {error}")


if __name__ == "__main__":
    main()
