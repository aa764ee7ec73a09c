"""How each process is started. `up` and the containers use the same words; a test compares them."""

import sys

WEB = ("python", "manage.py", "serve")
MIGRATE = ("python", "manage.py", "migrate", "--noinput")
# Threads: tasks wait for the database, and one process is a third of the memory of two.
WORKER = (
    *("celery", "--quiet", "--app=cs_platform.celery", "worker", "--pool=threads", "--concurrency=4"),
    *("--without-gossip", "--without-mingle", "--without-heartbeat"),
)
# The schedule is every few seconds, so nothing of it needs a file: no clash, nothing to clean up.
BEAT = (
    *("celery", "--quiet", "--app=cs_platform.celery", "beat", "--scheduler=celery.beat:Scheduler"),
    "--pidfile=",
)


def on_this_python(command: tuple[str, ...]) -> list[str]:
    """The command as run by this interpreter, whatever is on the path."""
    program, *arguments = command
    return (
        [sys.executable, *arguments] if program == "python" else [sys.executable, "-m", program, *arguments]
    )
