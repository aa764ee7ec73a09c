"""Who PostgreSQL runs as: it refuses to run as root, so root needs another system user for it."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

PREFERRED = ("frontdesk", "postgres")


class RunAs(TypedDict, total=False):
    """Keyword arguments for `subprocess`; empty when we run as ourselves."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """A system user; `None` fields mean ourselves."""

    uid: int | None = None
    gid: int | None = None

    def run_as(self) -> RunAs:
        if self.uid is None or self.gid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Makes the account the owner of `path`."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def database_account(existing: Path) -> Account:
    """Ourselves, or for root the owner of `existing`, else a system user, made if none is there."""
    if os.geteuid() != 0:
        return Account()
    if existing.exists() and existing.stat().st_uid != 0:
        return Account(existing.stat().st_uid, existing.stat().st_gid)
    for name in PREFERRED:
        if found := _lookup(name):
            return found
    _create(PREFERRED[0])
    return _lookup(PREFERRED[0]) or _lookup("nobody") or Account(65534, 65534)


def _lookup(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid)


def _create(name: str) -> None:
    commands = {
        "useradd": ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name],
        "adduser": ["-S", "-D", "-H", name],
    }
    for program, arguments in commands.items():
        if path := shutil.which(program):
            subprocess.run([path, *arguments], check=False, capture_output=True)
            return
