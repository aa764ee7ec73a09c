"""The front end: its packages and its build, each only when its sources changed."""

from collections.abc import Sequence
from pathlib import Path

from cs_platform.setup.node import find_node
from cs_platform.setup.say import ROOT, run, step
from cs_platform.setup.stamps import digest, is_current

FRONTEND = ROOT / "frontend"
NOT_SOURCES = {"node_modules", "dist", "tests"}


def ensure_frontend() -> None:
    """Installs packages and builds `frontend/dist`, whatever of it is out of date."""
    _install()
    stamp = FRONTEND / "dist" / ".built-from"
    value = digest(_sources())
    if is_current(stamp, value):
        return
    step("Building the front end")
    npm(["run", "--silent", "build"])
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(value)


def npm(arguments: Sequence[str]) -> None:
    """Runs npm in `frontend/`."""
    node = find_node()
    run([*node.npm, *arguments], cwd=FRONTEND, env=node.environment())


def _install() -> None:
    stamp = FRONTEND / "node_modules" / ".installed-from"
    value = digest([FRONTEND / "package-lock.json"])
    if is_current(stamp, value):
        return
    step("Installing the front end's packages")
    npm(["ci", "--loglevel=error", "--no-audit", "--no-fund"])
    stamp.write_text(value)


def _sources() -> list[Path]:
    return [path for path in FRONTEND.iterdir() if path.name not in NOT_SOURCES]
