"""`make bench [only=NAME]`: runs every benchmark, or one; prints its figures and writes `var/bench/<name>.json`.

Ends with status 1 when a figure misses what is required of it.
"""

import importlib
import subprocess
import sys

from tests.bench.figures import Report
from tests.bench.ground import use_own_servers

NAMES = ["durable", "latency", "idle", "reconnect", "bystander", "bytes", "offer", "drain", "places"]


def main(only: list[str]) -> int:
    if unknown := set(only) - set(NAMES):
        print(
            f"There is no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(NAMES)}",
            file=sys.stderr,
        )
        return 2
    if len(only) != 1:  # each on servers of its own, in a process of its own
        return max(subprocess.call([sys.executable, "-m", "tests.bench.run", name]) for name in only or NAMES)
    with use_own_servers():
        return _run(only[0])


def _run(name: str) -> int:
    measure = importlib.import_module(f"tests.bench.{name}").measure
    report = Report(name)
    try:
        measure(report)
    except Exception as error:
        print(f"{name}: could not be measured: {error!r}", file=sys.stderr, flush=True)
        return 1
    report.write()
    return 0 if report.holds else 1


if __name__ == "__main__":
    sys.exit(main([word for word in sys.argv[1:] if word != "--only"]))
