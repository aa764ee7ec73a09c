"""Sound, and whether pictures go with it: a container says what is in it."""

import re
from typing import BinaryIO

CHUNK_BYTES = 1024 * 1024
HANDLER = re.compile(rb"hdlr.{8}(vide|soun)", re.DOTALL)
OVERLAP_BYTES = 16
# ISO/IEC 11172-3: kbit/s of layer III by index, for MPEG-1 and for MPEG-2 and 2.5.
KBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
KBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}


def sound_type(file: BinaryIO, head: bytes) -> str | None:
    """The media type of sound or of a film, or None where it is neither."""
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "audio/wav"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return _webm_type(head)
    if head.startswith(b"OggS"):
        return _ogg_type(head)
    if head[4:8] == b"ftyp":
        return _mp4_type(file)
    if head.startswith((b"#!AMR\n", b"#!AMR-WB\n")):
        return "audio/amr"
    if head.startswith(b"fLaC"):
        return "audio/flac"
    return "audio/mpeg" if _is_mp3(head) else None


def _webm_type(head: bytes) -> str | None:
    """The document type stands in the header, the tracks with their codecs shortly after it."""
    if b"webm" not in head[:64] and b"matroska" not in head[:64]:
        return None
    if re.search(rb"V_(VP|AV1|MPEG|THEORA|MS|REAL|UNCOMPRESSED)", head):
        return "video/webm"
    return "audio/webm" if re.search(rb"A_(OPUS|VORBIS|PCM|AAC|MPEG|FLAC)", head) else None


def _ogg_type(head: bytes) -> str | None:
    if b"\x80theora" in head[:512]:
        return "video/ogg"
    first = head[28:36]  # after a page's header with one segment
    return "audio/ogg" if first.startswith((b"OpusHead", b"\x01vorbis", b"Speex", b"\x7fFLAC")) else None


def _mp4_type(file: BinaryIO) -> str | None:
    """Its index of tracks may stand at either end, so all of it is looked through."""
    file.seek(0)
    found: set[bytes] = set()
    rest = b""
    while chunk := file.read(CHUNK_BYTES):
        found.update(HANDLER.findall(rest + chunk))
        rest = chunk[-OVERLAP_BYTES:]
    if b"vide" in found:
        return "video/mp4"
    return "audio/mp4" if b"soun" in found else None


def _is_mp3(head: bytes) -> bool:
    """A tag by ID3, or two frames in a row; one frame's mark alone is two bytes that anything may begin with."""
    if head.startswith(b"ID3") and len(head) > 10 and all(byte < 0x80 for byte in head[6:10]):
        return True
    length = _mp3_frame_bytes(head[:4])
    return length is not None and _mp3_frame_bytes(head[length : length + 4]) is not None


def _mp3_frame_bytes(header: bytes) -> int | None:
    """How long a frame of layer III is, by its header."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return None
    version, kbits, rate = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or kbits in {0, 15} or rate == 3:
        return None
    per_second = (KBITS_1 if version == 3 else KBITS_2)[kbits] * 1000
    samples_bytes = 144 if version == 3 else 72
    return samples_bytes * per_second // RATES[version][rate] + (header[2] >> 1 & 1)
