"""A Chromium for the browser tests, from wherever there is one. Fails clearly; never skips."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DOWNLOAD_LIMIT_SECONDS = 300


class NoBrowserError(RuntimeError):
    """None on the path, and none could be fetched."""


def ensure_browser() -> str:
    """The path of a Chromium: on the path, else Playwright's, else Debian's package where we are root.

    Raises NoBrowserError.
    """
    return _on_path() or _playwrights() or _fetched_by_playwright() or _debians() or _none()


def _on_path() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _playwrights() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() and _runs(path) else None


def _fetched_by_playwright() -> str | None:
    print("==> Fetching a Chromium for the browser tests", flush=True)
    with_deps = ["--with-deps"] if os.geteuid() == 0 else []
    return (
        _playwrights()
        if _done([sys.executable, "-m", "playwright", "install", *with_deps, "chromium"])
        else None
    )


def _debians() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("==> Installing Debian's chromium", flush=True)
    _done(["apt-get", "update", "-qq"])
    _done(["apt-get", "install", "-y", "-qq", "chromium"])
    return _on_path()


def _none() -> str:
    raise NoBrowserError(
        "The browser tests need a Chromium. None is on the path and none could be fetched; install one,"
        " for example with `apt-get install chromium`."
    )


def _runs(path: str) -> bool:
    """A fetched Chromium may lack system libraries."""
    return _done([path, "--version"])


def _done(command: list[str]) -> bool:
    try:
        return (
            subprocess.run(
                command, check=False, capture_output=True, timeout=DOWNLOAD_LIMIT_SECONDS
            ).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    try:
        print(f"Browser: {ensure_browser()}")
    except NoBrowserError as error:
        sys.exit(str(error))
