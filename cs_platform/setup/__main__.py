"""`python3 -m cs_platform.setup run | test | npm …`, called by the Makefile."""

import sys

from cs_platform.setup.frontend import ensure_frontend, npm
from cs_platform.setup.say import give_up
from cs_platform.setup.venv import ensure_venv


def main(arguments: list[str]) -> None:
    match arguments:
        case ["run"]:
            ensure_venv(with_tests=False)
            ensure_frontend()
        case ["test"]:
            ensure_venv(with_tests=True)
            ensure_frontend()
        case ["npm", *rest]:
            npm(rest)
        case _:
            give_up(f"unknown step: {' '.join(arguments)}")


main(sys.argv[1:])
