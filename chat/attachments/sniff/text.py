"""Text: bytes that nothing but text is made of, in whatever encoding (Excel in China writes GBK)."""

import codecs
import re
from functools import partial
from typing import BinaryIO

from chat.attachments.media import CSV, TEXT
from chat.attachments.names import extension_of

CHUNK_BYTES = 256 * 1024
HEAD_BYTES = 4 * 1024
# Every byte but the control characters that no text holds.
OF_TEXT = bytes(byte for byte in range(256) if byte >= 0x20 or byte in b"\t\n\r\f\x1b")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
UTF16 = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
PAGES = re.compile(
    r"<\s*(?:!doctype\s+html|html|head|body|script|iframe|object|embed|meta|link|form|img|style|base)\b",
    re.IGNORECASE,
)


def text_type(file: BinaryIO, name: str) -> str | None:
    """Which kind of text it is, or None where it is none. The name tells what cannot be seen: a table from a letter."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    encoding = next((encoding for mark, encoding in UTF16 if head.startswith(mark)), "")
    if not (_is_utf16(file, encoding) if encoding else _is_bytes_of_text(file)):
        return None
    start = head.decode(encoding or "utf-8", "replace").lstrip("\ufeff")
    return _markup_type(start) or (CSV if extension_of(name) == "csv" else TEXT)


def _markup_type(start: str) -> str | None:
    """Pages and drawings can hold programs; they are told from text by anything that a browser would act on."""
    if re.search(r"<\s*(?:\w+:)?svg\b", start, re.IGNORECASE):
        return "image/svg+xml"
    if PAGES.search(start):
        return "text/html"
    return "text/xml" if start.lstrip().startswith("<?xml") else None


def _is_bytes_of_text(file: BinaryIO) -> bool:
    file.seek(0)
    while chunk := file.read(CHUNK_BYTES):
        if chunk.translate(None, OF_TEXT):
            return False
    return True


def _is_utf16(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    try:
        pieces = codecs.iterdecode(iter(partial(file.read, CHUNK_BYTES), b""), encoding)
        return not any(CONTROL.search(piece) for piece in pieces)
    except UnicodeDecodeError:
        return False
