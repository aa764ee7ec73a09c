"""Nodes of Frontdesk, as separate processes, and what /proc says of them."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.ground import BASE_DIR, BENCH_DIR

START_SECONDS = 60.0
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


class Node:
    """One `manage.py serve`."""

    def __init__(self) -> None:
        self.port = free_port()
        self._log = (BENCH_DIR / f"node-{self.port}.log").open("w")
        self.start()

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        return self._process.pid

    def start(self) -> None:
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port)]
        self._process = subprocess.Popen(command, cwd=BASE_DIR, stdout=self._log, stderr=self._log)

    def wait_until_live(self) -> None:
        """Raises TimeoutError."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            try:
                asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=1)
                asked.request("GET", "/health/live")
                if asked.getresponse().status == 200:
                    return
            except OSError:
                time.sleep(0.02)
        raise TimeoutError(f"the node on port {self.port} did not come up; see {self._log.name}")

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def pss_bytes(self) -> int:
        """Memory of the process; pages shared with others count in part."""
        for line in Path(f"/proc/{self.pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
        raise LookupError("no Pss")

    def cpu_seconds(self) -> float:
        return cpu_seconds_of(self.pid)


def cpu_seconds_of(pid: int) -> float:
    """User and system time of a process so far (proc(5): fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND


@contextmanager
def running_nodes(count: int) -> Iterator[list[Node]]:
    """So many nodes on free ports, all up."""
    nodes = [Node() for _ in range(count)]
    try:
        for node in nodes:
            node.wait_until_live()
        yield nodes
    finally:
        for node in nodes:
            node.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
