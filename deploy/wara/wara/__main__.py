"""`python -m wara`: the same as the command `wara`."""

from wara.cli import main

main()
