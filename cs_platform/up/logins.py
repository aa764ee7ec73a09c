"""The demo's passwords: made at the first run, kept for this folder's owner only."""

import json
import os
from collections.abc import Mapping
from pathlib import Path


def keep_logins(data_dir: Path, logins: Mapping[str, str]) -> None:
    """Writes them where only our own user may read."""
    path = data_dir / "demo-logins.json"
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(dict(logins), file, indent=2)


def kept_logins(data_dir: Path) -> dict[str, str]:
    """What an earlier run kept; empty when there was none."""
    try:
        return dict(json.loads((data_dir / "demo-logins.json").read_text()))
    except (OSError, ValueError):
        return {}
