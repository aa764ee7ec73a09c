"""What the headers of an upload say: the tus protocol 1.0.0 (https://tus.io/protocols/resumable-upload).

Core, creation, expiration and termination. Pure: headers in, values out.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _

from chat.attachments.refusals import UploadRefused

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination"
CONTENT_TYPE = "application/offset+octet-stream"
MOST_METADATA_CHARS = 2_000
MOST_BYTES = 2**53 - 1
_NUMBER = re.compile(r"0|[1-9]\d{0,15}", re.ASCII)
_KEY = re.compile(r"[!-+\--~]{1,40}", re.ASCII)  # visible, and no comma


@dataclass(frozen=True, slots=True)
class Announced:
    """What a POST says of the file to come."""

    size_bytes: int
    chat_session: UUID
    name: str
    declared_type: str
    is_recording: bool


def effective_method(method: str, headers: Mapping[str, str]) -> str:
    """The method that is meant, where a proxy lets only POST through."""
    override = headers.get("X-HTTP-Method-Override", "") if method == "POST" else ""
    return override.upper() or method


def check_version(headers: Mapping[str, str]) -> None:
    """Raises `UploadRefused` (412) for a client that speaks another version."""
    if headers.get("Tus-Resumable") != VERSION:
        raise UploadRefused("bad_frame", _("This needs the header Tus-Resumable: 1.0.0."), status=412)


def announced(headers: Mapping[str, str]) -> Announced:
    """What a POST announces. Raises `UploadRefused`."""
    size_bytes = _number(headers, "Upload-Length")
    if size_bytes == 0:
        raise UploadRefused("blank", _("The file is empty."))
    said = metadata(headers.get("Upload-Metadata", ""))
    try:
        chat_session = UUID(said.get("chat_session", ""))
    except ValueError:
        raise UploadRefused("bad_frame", _("Upload-Metadata must name a chat_session.")) from None
    voice = said.get("voice", "0")
    if voice not in {"0", "1"}:
        raise UploadRefused("bad_frame", _("voice in Upload-Metadata is 0 or 1."))
    return Announced(
        size_bytes=size_bytes,
        chat_session=chat_session,
        name=said.get("filename", ""),
        declared_type=said.get("filetype", "")[:100],
        is_recording=voice == "1",
    )


def metadata(header: str) -> dict[str, str]:
    """`Upload-Metadata`: pairs of a key and base64 of UTF-8, separated by commas. Raises `UploadRefused`."""
    if len(header) > MOST_METADATA_CHARS:
        raise UploadRefused("too_large", _("Upload-Metadata is too long."))
    found: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        key, _blank, value = pair.partition(" ")
        if not _KEY.fullmatch(key) or key in found:
            raise UploadRefused("bad_frame", _("Upload-Metadata could not be understood."))
        try:
            found[key] = base64.b64decode(value.strip(), validate=True).decode()
        except (binascii.Error, ValueError):
            raise UploadRefused("bad_frame", _("Upload-Metadata could not be understood.")) from None
    return found


def patch_offset(headers: Mapping[str, str]) -> int:
    """Where a PATCH goes on. Raises `UploadRefused`."""
    if headers.get("Content-Type", "").partition(";")[0].strip().lower() != CONTENT_TYPE:
        raise UploadRefused(
            "bad_frame", _("A PATCH has the Content-Type %(type)s."), status=415, type=CONTENT_TYPE
        )
    return _number(headers, "Upload-Offset")


def content_length(headers: Mapping[str, str]) -> int | None:
    """How much the body says it brings; None where that is not known before. Raises `UploadRefused`."""
    return _number(headers, "Content-Length") if headers.get("Content-Length") else None


def headers_of(*, size_bytes: int, offset_bytes: int, expires_at: datetime | None) -> dict[str, str]:
    """What the answers say of an upload."""
    said = {"Upload-Offset": str(offset_bytes), "Upload-Length": str(size_bytes)}
    if expires_at is not None and offset_bytes < size_bytes:
        said["Upload-Expires"] = http_date(expires_at.timestamp())
    return said


def _number(headers: Mapping[str, str], name: str) -> int:
    value = headers.get(name, "")
    if not _NUMBER.fullmatch(value) or int(value) > MOST_BYTES:
        raise UploadRefused("bad_frame", _("%(header)s must be a number of bytes."), header=name)
    return int(value)
