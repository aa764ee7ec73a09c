"""Archives by PKZIP, and the documents that are such archives. Only the table of contents is read, never unpacked."""

import struct
import zipfile
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from chat.attachments.media import EXTENSIONS, OFFICE, OPEN_DOCUMENT
from chat.protocol.refusals import Refused

MOST_ENTRIES = 10_000
MOST_CONTENTS_BYTES = 2 * 1024**2
MOST_UNPACKED_BYTES = 1024**3
MOST_RATIO = 200
SMALL_BYTES = 100 * 1024**2
MARK_BYTES = 100
OFFICE_PARTS = (
    ("word/", f"{OFFICE}.wordprocessingml.document"),
    ("xl/", f"{OFFICE}.spreadsheetml.sheet"),
    ("ppt/", f"{OFFICE}.presentationml.presentation"),
)
_END, _ZIP64 = b"PK\x05\x06", b"PK\x06\x07"
END_BYTES = 22
TAIL_BYTES = END_BYTES + 65_535  # with the longest comment
UNREADABLE = (
    zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, LookupError, EOFError, OSError,
    RuntimeError, OverflowError, struct.error,
)  # fmt: skip


def zip_type(file: BinaryIO, head: bytes) -> str | None:
    """Which kind of archive it is, or None where it is none. Raises `Refused("not_allowed")` for a bomb."""
    if not head.startswith((b"PK\x03\x04", _END)):
        return None
    _refuse_long_contents(file)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _refuse_bomb(entries)
            return _document_type(archive, entries) or "application/zip"
    except UNREADABLE:
        return None


def _refuse_long_contents(file: BinaryIO) -> None:
    """Before a table of millions is read. One by ZIP64 says elsewhere how long it is; nothing of our size needs it."""
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL_BYTES))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + END_BYTES:
        return
    entries, contents_bytes = struct.unpack_from("<HI", tail, at + 10)
    if (
        entries > MOST_ENTRIES
        or contents_bytes > MOST_CONTENTS_BYTES
        or tail[at - 20 : at].startswith(_ZIP64)
    ):
        raise Refused("not_allowed", _("This archive holds too many files."))


def _refuse_bomb(entries: list[zipfile.ZipInfo]) -> None:
    packed, unpacked = sum(e.compress_size for e in entries), sum(e.file_size for e in entries)
    if unpacked > MOST_UNPACKED_BYTES or unpacked > max(SMALL_BYTES, MOST_RATIO * packed):
        raise Refused("not_allowed", _("This archive unpacks to too much."))


def _document_type(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str | None:
    names = {entry.filename for entry in entries}
    if "META-INF/MANIFEST.MF" in names or "AndroidManifest.xml" in names:
        return "application/java-archive"
    if "[Content_Types].xml" in names:
        if any(name.endswith("vbaProject.bin") for name in names):
            return "application/vnd.ms-office.macro"
        kinds = [kind for folder, kind in OFFICE_PARTS if any(name.startswith(folder) for name in names)]
        return kinds[0] if len(kinds) == 1 else None
    return _marked_type(archive, entries)


def _marked_type(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str | None:
    """OpenDocument and EPUB say in their first entry, stored as it is, what they are."""
    first = entries[0] if entries else None
    if first is None or first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
        return None
    if first.file_size > MARK_BYTES:
        return None
    mark = archive.read(first).decode("ascii", "replace")
    return mark if mark in EXTENSIONS and mark.startswith((OPEN_DOCUMENT, "application/epub")) else None
