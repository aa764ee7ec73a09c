"""Progress and refusals of the set-up."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[2]


def step(text: str) -> None:
    print(f"==> {text}", flush=True)


def give_up(text: str) -> NoReturn:
    print(f"Frontdesk cannot be set up: {text}", file=sys.stderr, flush=True)
    sys.exit(1)


def run(command: Sequence[str | Path], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
    """Runs a command whose output the reader may need; ends us with its status when it fails."""
    try:
        status = subprocess.run([str(word) for word in command], cwd=cwd, env=env, check=False).returncode
    except KeyboardInterrupt:
        sys.exit(130)
    if status:
        print(f"failed with status {status}: {' '.join(map(str, command))}", file=sys.stderr, flush=True)
        sys.exit(status)
