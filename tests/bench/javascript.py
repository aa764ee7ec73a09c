"""The Node side: the peer's servers and the load generators, installed on demand under `var/bench/peer`."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cs_platform.setup.node import find_node
from tests.bench.ground import BENCH_DIR

SOURCES = Path(__file__).resolve().parent / "peer"
INSTALLED = BENCH_DIR / "peer"


def install() -> None:
    """`npm ci` into `var/bench/peer` unless this lock file is installed there already."""
    INSTALLED.mkdir(parents=True, exist_ok=True)
    stamp = INSTALLED / "installed-lock.json"
    lock = (SOURCES / "package-lock.json").read_text()
    for source in SOURCES.iterdir():
        shutil.copy(source, INSTALLED)
    if stamp.exists() and stamp.read_text() == lock:
        return
    node = find_node()
    command = [*node.npm, "ci", "--no-audit", "--no-fund", "--silent"]
    subprocess.run(command, cwd=INSTALLED, check=True, env=node.environment())
    stamp.write_text(lock)


def start_program(*arguments: str, talking: bool = False) -> subprocess.Popen[str]:
    """A Node program of ours; `talking` ones take and give lines of JSON."""
    node = find_node()
    pipe = subprocess.PIPE if talking else subprocess.DEVNULL
    command = [str(node.bin_dir / "node"), *arguments]
    return subprocess.Popen(command, cwd=INSTALLED, stdin=pipe, stdout=pipe, text=True, env=os.environ)


class Program:
    """A talking Node program. `do` may be split into `begin` and `result`, to measure meanwhile."""

    def __init__(self, *arguments: str) -> None:
        self._process = start_program(*arguments, talking=True)

    def begin(self, action: str, **options: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": action, **options}) + "\n")
        self._process.stdin.flush()

    def result(self) -> dict[str, Any]:
        """Raises RuntimeError with what the program could not do."""
        assert self._process.stdout is not None
        answer: dict[str, Any] = json.loads(self._process.stdout.readline() or '{"error": "it ended"}')
        if "error" in answer:
            raise RuntimeError(f"the load generator failed: {answer['error']}")
        return answer

    def do(self, action: str, **options: Any) -> dict[str, Any]:
        self.begin(action, **options)
        return self.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        end(self._process)


def end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def running(*programs: subprocess.Popen[str]) -> Iterator[None]:
    """Ends the programs with the block."""
    try:
        yield
    finally:
        for program in programs:
            end(program)
