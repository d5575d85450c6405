"""`python -m atelier` is the command line."""

from atelier.cli import main

main()
