"""The virtual environment in `.venv`, with the pinned requirements."""

import importlib.util
import shutil
import sys
from pathlib import Path

from cs_platform.setup.say import ROOT, give_up, run, step
from cs_platform.setup.stamps import digest, is_current

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUNTIME = ROOT / "requirements.txt"
TESTS = ROOT / "tests" / "requirements.txt"


def ensure_venv(*, with_tests: bool) -> None:
    """Makes `.venv` and installs what is missing. What is there and unchanged costs nothing."""
    _make_venv()
    _install("requirements", [RUNTIME], RUNTIME)
    if with_tests:
        _install("test and check tools", [RUNTIME, TESTS], TESTS)


def _make_venv() -> None:
    if PYTHON.exists():
        return
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        give_up(
            f"this Python has no ensurepip, so it cannot make a virtual environment. On Debian and Ubuntu:"
            f" apt-get install python{version}-venv"
        )
    step(f"Virtual environment in .venv (Python {sys.version.split()[0]})")
    shutil.rmtree(VENV, ignore_errors=True)
    run([sys.executable, "-m", "venv", VENV])


def _install(what: str, sources: list[Path], requirements: Path) -> None:
    stamp = VENV / f".installed-{requirements.parent.name if requirements is TESTS else 'runtime'}"
    value = digest(sources)
    if is_current(stamp, value):
        return
    step(f"Installing {what} (the first time takes a minute)")
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
    ]
    run([*pip, "--requirement", requirements])
    stamp.write_text(value)
