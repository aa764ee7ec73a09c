"""The course of `manage.py up`, from the lock to the last stop."""

import signal
import sys
import time
from types import FrameType

from django.core.management import call_command
from django.db import connections

from cs_platform.demo import ensure_demo
from cs_platform.embedded.places import EmbeddedServerError
from cs_platform.environment import Environment
from cs_platform.listener import PortTakenError, check_port_is_free
from cs_platform.up.banner import banner, base_url
from cs_platform.up.lock import AlreadyRunningError, take_lock
from cs_platform.up.logins import keep_logins, kept_logins
from cs_platform.up.logs import Log
from cs_platform.up.orphans import end_orphans
from cs_platform.up.ready import READY_LIMIT_SECONDS, ReadyPoll
from cs_platform.up.servers import Servers
from cs_platform.up.supervisor import Supervisor

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stop(BaseException):
    """Somebody asked us to stop."""


def run(env: Environment) -> int:
    """Runs until asked to stop. The exit status: 0 after a clean stop, 1 when it could not start."""
    log = Log()
    try:
        lock = take_lock(env.data_dir)
        if count := end_orphans(env.data_dir):
            log.line("up", f"{count} processes of a killed run were ended")
        check_port_is_free(env.host, env.port)
    except (AlreadyRunningError, PortTakenError) as refused:
        print(refused, file=sys.stderr)
        return 1
    with lock:
        return _run_all(env, log)


def _run_all(env: Environment, log: Log) -> int:
    servers, supervisor = Servers(env, log), Supervisor(env, log)
    for number in STOP_SIGNALS:
        signal.signal(number, _ask)
    try:
        return _start_and_stay(env, log, servers, supervisor)
    except Stop:
        return 0
    except EmbeddedServerError as error:
        log.line("up", str(error))
        return 1
    finally:
        for number in STOP_SIGNALS:
            signal.signal(number, lambda *_: supervisor.kill())
        log.line("up", "stopping (again to hurry)")
        supervisor.stop()
        servers.stop()
        log.line("up", "stopped")


def _start_and_stay(env: Environment, log: Log, servers: Servers, supervisor: Supervisor) -> int:
    started_at = time.monotonic()
    servers.start()
    log.line("up", "Migrations")
    call_command("migrate", interactive=False, verbosity=0)
    if (demo := ensure_demo()) is not None:
        log.line("up", "Demo data made")
        keep_logins(env.data_dir, demo.logins)
    connections.close_all()
    supervisor.start()
    base = base_url(env.host, env.port)
    ready = ReadyPoll(base)
    supervisor.look_after_until(ready)
    if not ready.is_ready:
        log.line("up", f"the web server was not ready within {READY_LIMIT_SECONDS:g} s; see its lines above")
        return 1
    log.plain(banner(base, kept_logins(env.data_dir)))
    log.line("up", f"started in {time.monotonic() - started_at:.1f} s")
    supervisor.look_after_until(lambda: False)
    return 0


def _ask(number: int, frame: FrameType | None) -> None:
    raise Stop
