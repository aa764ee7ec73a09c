"""Where files are kept: on this machine's disk, or in an S3-compatible bucket (django-storages)."""

import os
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

from cs_platform.environment import FileSettings

STATIC_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"
CONNECT_SECONDS, READ_SECONDS, TRIES = 5, 30, 3
KEPT_IN_MEMORY_BYTES = 1024 * 1024


class DurableFileSystemStorage(FileSystemStorage):
    """What was saved survives a loss of power: an acknowledged offset is a promise."""

    def _save(self, name: str, content: Any) -> str:
        saved: str = super()._save(name, content)  # type: ignore[misc]  # not in the stubs
        path = Path(self.path(saved))
        for each in (path, path.parent):  # the folder too, or the name may be lost
            descriptor = os.open(each, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        return saved


def storages(files: FileSettings, *, media_root: Path) -> dict[str, Any]:
    """Django's `STORAGES`. For the local one, nodes on several machines need a shared disk."""
    if files.storage == "s3":
        default = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _s3(files)}
    else:
        options = {
            "location": media_root,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        }
        default = {"BACKEND": "cs_platform.storages.DurableFileSystemStorage", "OPTIONS": options}
    return {"default": default, "staticfiles": {"BACKEND": STATIC_FILES}}


def _s3(files: FileSettings) -> dict[str, Any]:
    from botocore.config import Config

    return {
        "bucket_name": files.s3_bucket,
        "endpoint_url": files.s3_endpoint_url or None,
        "region_name": files.s3_region or None,
        "access_key": files.s3_access_key or None,
        "secret_key": files.s3_secret_key or None,
        "location": files.s3_prefix,
        "default_acl": None,  # private, as the bucket is
        "max_memory_size": KEPT_IN_MEMORY_BYTES,
        "client_config": Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"max_attempts": TRIES, "mode": "standard"},
            signature_version="s3v4",
            s3={"addressing_style": "path" if files.s3_endpoint_url else "auto"},
            # Many compatible servers do not know the checksums that newer clients send unasked.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    }
