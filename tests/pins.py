"""What the requirements files pin, and what a requirement brings in, by the installed packages' own words."""

import re
from collections.abc import Iterable
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = ROOT / "requirements.txt"
TESTS = ROOT / "tests" / "requirements.txt"


def pinned(path: Path) -> list[Requirement]:
    """The file's own lines that hold on this Python; what it includes by `-r` is not looked at."""
    lines = re.findall(r"^[a-z0-9].*$", path.read_text(), re.MULTILINE)
    found = [Requirement(line) for line in lines]
    return [each for each in found if each.marker is None or each.marker.evaluate()]


def versions(pins: Iterable[Requirement]) -> dict[str, str]:
    return {each.name: str(each.specifier).removeprefix("==") for each in pins}


def needed_by(asked: Iterable[Requirement]) -> set[str]:
    """The names of these and of everything that they bring in on this Python."""
    seen: set[tuple[str, frozenset[str]]] = set()
    todo = list(asked)
    while todo:
        each = todo.pop()
        key = (canonicalize_name(each.name), frozenset(each.extras))
        if key not in seen:
            seen.add(key)
            todo += _brought_in(each)
    return {name for name, _ in seen}


def _brought_in(by: Requirement) -> list[Requirement]:
    found = [Requirement(line) for line in requires(by.name) or []]
    extras = {"", *by.extras}
    return [
        each
        for each in found
        if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in extras)
    ]
