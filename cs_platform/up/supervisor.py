"""The children together: started in order, looked after, stopped in order."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from cs_platform.environment import BASE_DIR, Environment
from cs_platform.serve import GRACEFUL_SHUTDOWN_SECONDS
from cs_platform.up.child import Child
from cs_platform.up.commands import BEAT, WEB, WORKER, on_this_python
from cs_platform.up.logs import Log
from cs_platform.up.orphans import MARK, mark_of

LOOK_EVERY_SECONDS = 0.2
WORKER_STOP_SECONDS = 10.0


class Supervisor:
    """Web, worker and beat."""

    def __init__(self, env: Environment, log: Log) -> None:
        self._children = [
            Child("web", on_this_python(WEB), child_environment(env), log),
            Child("worker", on_this_python(WORKER), child_environment(env), log),
            Child("beat", on_this_python(BEAT), child_environment(env), log),
        ]

    def start(self) -> None:
        for child in self._children:
            child.start()

    def look_after_until(self, done: Callable[[], bool]) -> None:
        """Restarts what crashes, until `done` says so."""
        while not done():
            for child in self._children:
                child.look_after(time.monotonic())
            time.sleep(LOOK_EVERY_SECONDS)

    def stop(self) -> None:
        """The web first, which lets its clients go gracefully; then those who work for it."""
        web, *others = self._children
        web.ask_to_stop()
        web.wait_stopped(GRACEFUL_SHUTDOWN_SECONDS + 5)
        for child in others:
            child.ask_to_stop()
        for child in others:
            child.wait_stopped(WORKER_STOP_SECONDS)

    def kill(self) -> None:
        for child in self._children:
            child.kill()


def child_environment(env: Environment) -> dict[str, str]:
    """What children get: our environment, the settings that `up` was given, and the mark of this folder."""
    return {
        **os.environ,
        "PYTHONUNBUFFERED": "1",
        # Celery's advice on every start as root; containers do not run as root.
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
        "PYTHONPATH": os.pathsep.join([str(BASE_DIR), *filter(None, [os.environ.get("PYTHONPATH")])]),
        "FRONTDESK_DATA_DIR": str(Path(env.data_dir).resolve()),
        MARK: mark_of(env.data_dir),
    }
