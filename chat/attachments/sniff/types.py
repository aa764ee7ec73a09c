"""What a file is, by its bytes alone: what it is called only tells kinds of text apart.

What may be shown or heard here, and what sites take by default, is checked strictly. For everything else the
signatures of puremagic give it a name, which matters only to a site that asks for it.
"""

from typing import BinaryIO

import puremagic

from chat.attachments.media import EXTENSIONS, UNKNOWN
from chat.attachments.sniff.sound import sound_type
from chat.attachments.sniff.text import text_type
from chat.attachments.sniff.zips import zip_type

HEAD_BYTES = 64 * 1024
TAIL_BYTES = 2 * 1024
SHORTEST_SIGNATURE_BYTES = 4


def media_type_of(file: BinaryIO, name: str) -> str:
    """The media type of a whole file. Raises `Refused` for an archive that unpacks to too much."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    return (
        _image_type(head)
        or sound_type(file, head)
        or _pdf_type(file, head)
        or zip_type(file, head)
        or text_type(file, name)
        or _by_signature(head)
    )


def _image_type(head: bytes) -> str | None:
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    return "image/webp" if head.startswith(b"RIFF") and head[8:12] == b"WEBP" else None


def _pdf_type(file: BinaryIO, head: bytes) -> str | None:
    """Begins as one and ends as one; readers are content with less, which is how files are two things at once."""
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL_BYTES))
    return "application/pdf" if head.startswith(b"%PDF-") and b"%%EOF" in file.read() else None


def _by_signature(head: bytes) -> str:
    """What it begins like. It may not pass for a type that is checked strictly above."""
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        matches = []
    for match in matches:
        is_sure = match.offset == 0 and len(match.byte_match) >= SHORTEST_SIGNATURE_BYTES
        if is_sure and match.mime_type and match.mime_type not in EXTENSIONS:
            return str(match.mime_type)[:100]
    return "application/x-msdownload" if head.startswith(b"MZ") else UNKNOWN
