"""Everybody comes back at once after a restart: hello and resume, 5,000 times."""

import threading

from django.conf import settings
from django.db import connection

from tests.bench.figures import Figure, Report
from tests.bench.herd import CUSTOMERS, gather, make_herd
from tests.bench.javascript import Program
from tests.bench.nodes import running_nodes

LOOK_EVERY_SECONDS = 0.1


def measure(report: Report) -> None:
    report.under(
        f"{CUSTOMERS} connected customers; the node is stopped and started again, and all of them connect in the same"
        " moment, without the pause that real clients make; back means hello and resume answered"
    )
    talks = make_herd()
    with running_nodes(1) as [node], Program("herd.mjs") as herd:
        gather(herd, node, talks)
        node.stop()
        node.start()
        node.wait_until_live()
        with ConnectionWatch() as watch:
            done = herd.do("return")
    seconds, median_seconds = done["seconds"], done["median_seconds"]
    report.add(Figure("reconnect", seconds, "s", n=CUSTOMERS, spread=(median_seconds, seconds), at_most=15.0))
    pool = settings.FRONTDESK.database_threads + 1  # and the log's writer
    most = float(watch.most)
    report.add(
        Figure("database connections", most, "connections", n=watch.looks, spread=(0.0, most), at_most=pool)
    )


class ConnectionWatch:
    """Counts others' connections to the database, again and again, while the block lasts."""

    def __init__(self) -> None:
        self.most = 0
        self.looks = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> "ConnectionWatch":
        self._thread.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        query = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND application_name <> 'watch'"
        )
        with connection.cursor() as cursor:
            cursor.execute("SET application_name = 'watch'")
            while not self._over.wait(LOOK_EVERY_SECONDS):
                cursor.execute(query)
                self.most = max(self.most, cursor.fetchone()[0] - 1)  # the benchmark's own main thread
                self.looks += 1
        connection.close()
