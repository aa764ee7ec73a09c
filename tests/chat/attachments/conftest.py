from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage import default_storage, storages
from django.test import override_settings

from chat.attachments import doors
from chat.db import close_pool


@pytest.fixture(autouse=True)
def storage(tmp_path: Path) -> Iterator[Path]:
    """An empty one on the disk; where it is."""
    local = {
        "BACKEND": "cs_platform.storages.DurableFileSystemStorage",
        "OPTIONS": {"location": tmp_path / "media"},
    }
    with override_settings(STORAGES={"default": local, "staticfiles": storages.backends["staticfiles"]}):
        yield tmp_path / "media"
    close_pool()
    default_storage.__dict__.pop("_wrapped", None)


@pytest.fixture(autouse=True)
def _nobody_is_in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other tests have asked counts for nothing here."""
    for buckets in (doors.requests, doors.beginnings):
        monkeypatch.setattr(buckets, "_buckets", type(buckets._buckets)())


def stored(below: Path) -> list[str]:
    """The files in a storage, by what they are."""
    return sorted(path.name.rsplit("-", 1)[0] for path in below.rglob("*") if path.is_file())
