"""One PostgreSQL cluster on disk: made whole or not at all, with our settings beside PostgreSQL's own."""

import shutil
import subprocess
from pathlib import Path

from cs_platform.embedded.account import Account
from cs_platform.embedded.places import EmbeddedServerError
from cs_platform.embedded.urls import DATABASE

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}


def make_cluster(cluster: Path, bin_dir: Path, account: Account) -> None:
    """Runs `initdb` unless the cluster is there. One cut short is thrown away at the next try."""
    if cluster.exists():
        return
    half_done = cluster.with_name("cluster.new")
    shutil.rmtree(half_done, ignore_errors=True)
    command = [str(bin_dir / "initdb"), "--pgdata", str(half_done), "--username", DATABASE, "--auth", "trust"]
    command += ["--encoding", "UTF8", "--locale", "C", "--locale-provider", "builtin"]
    command += ["--builtin-locale", "C.UTF-8"]
    run_program(command, account)
    with (half_done / "postgresql.conf").open("a") as conf:
        conf.write("include 'frontdesk.conf'\n")
    half_done.rename(cluster)


def write_settings(cluster: Path, socket_dir: Path, account: Account) -> None:
    """Writes `frontdesk.conf`; done at every start, so that a new release's settings take effect."""
    lines = {**SETTINGS, "unix_socket_directories": str(socket_dir)}
    path = cluster / "frontdesk.conf"
    path.write_text("".join(f"{name} = {_quoted(value)}\n" for name, value in lines.items()))
    account.give(path)


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def run_program(command: list[str], account: Account) -> None:
    """Runs one of PostgreSQL's programs as the account, away from our terminal's Ctrl-C.

    Raises EmbeddedServerError with what the program printed.
    """
    done = subprocess.run(
        command,
        check=False,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C"},
        **account.run_as(),
    )
    if done.returncode:
        raise EmbeddedServerError(f"{' '.join(command)} failed:\n{done.stdout.strip()}")
