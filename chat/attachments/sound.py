"""Voice clips: how long, how loud when, and in a format that every browser plays.

WAV is read by Python itself; everything else by ffmpeg, where there is one.
"""

import logging
import shutil
import subprocess
import tempfile
import wave
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import IO, BinaryIO

logger = logging.getLogger(__name__)

BARS = 64
PLAYED_EVERYWHERE = frozenset({"audio/mpeg", "audio/mp4"})
PLAYABLE = "audio/mpeg"
LONGEST_SECONDS = 3_600
LIMIT_SECONDS = 120
MOST_BYTES = 64 * 1024**2
RATE = 8_000
BLOCK_SAMPLES = RATE // 50
# By name, so that no file can pass for a play list that makes ffmpeg fetch others.
DEMUXERS = {
    "audio/webm": "matroska", "audio/ogg": "ogg", "audio/mp4": "mov", "audio/mpeg": "mp3", "audio/wav": "wav",
    "audio/amr": "amr", "audio/flac": "flac",
}  # fmt: skip
CARRIERS = {1: "B", 2: "h", 4: "i"}


@dataclass(frozen=True, slots=True)
class Sound:
    """How long it is, and how loud in each of at most 64 equal parts (0 … 100; its loudest is 100)."""

    duration_ms: int
    waveform: list[int]


def heard(file: BinaryIO, media_type: str, *, ffmpeg: str) -> Sound | None:
    """What can be told of a clip; None where nobody here can decode it."""
    file.seek(0)
    if media_type == "audio/wav" and (sound := _of_wav(file)) is not None:
        return sound
    program = shutil.which(ffmpeg)
    return None if program is None else _of_samples(_decoded(program, file, media_type))


def playable(file: BinaryIO, media_type: str, *, ffmpeg: str) -> IO[bytes] | None:
    """The clip as MP3; None where it is played everywhere as it is, or where nobody here can make one."""
    program = shutil.which(ffmpeg)
    if media_type in PLAYED_EVERYWHERE or program is None:
        return None
    made = _run(program, file, media_type, "-c:a", "libmp3lame", "-q:a", "5", "-f", "mp3")
    if made is not None and not made.read(1):
        made.close()
        return None
    if made is not None:
        made.seek(0)
    return made


def waveform_of(peaks: list[int]) -> list[int]:
    """At most 64 parts of equal length, of each the loudest; 100 is the loudest of all."""
    if not peaks or max(peaks) == 0:
        return [0] * min(BARS, len(peaks))
    bars = min(BARS, len(peaks))
    edges = [n * len(peaks) // bars for n in range(bars + 1)]
    loudest = max(peaks)
    return [round(100 * max(peaks[a:b]) / loudest) for a, b in pairwise(edges)]


def _of_wav(file: BinaryIO) -> Sound | None:
    """None for what the standard library cannot read, such as compressed ones."""
    try:
        with wave.open(file) as clip:
            width, rate = clip.getsampwidth(), clip.getframerate()
            if width not in {1, 2, 3, 4} or rate <= 0:
                return None
            peaks, frames = [], 0
            while block := clip.readframes(max(1, rate // 50)):
                frames += len(block) // (width * clip.getnchannels())
                peaks.append(_peak(block, width))
    except (wave.Error, EOFError, ValueError, ZeroDivisionError):
        return None
    return Sound(frames * 1000 // rate, waveform_of(peaks)) if frames else None


def _peak(block: bytes, width: int) -> int:
    """The loudest sample, whatever its sign. Of 24 bits the highest 8 say enough."""
    if width == 3:
        return max(abs(byte - 256 if byte > 127 else byte) for byte in block[2::3] or b"\0")
    samples = array(CARRIERS[width])
    samples.frombytes(block[: len(block) // width * width])
    if not samples:
        return 0
    middle = 128 if width == 1 else 0
    return max(max(samples) - middle, middle - min(samples), 0)


def _of_samples(pcm: IO[bytes] | None) -> Sound | None:
    if pcm is None:
        return None
    with pcm:
        sizes_peaks = [(len(block) // 2, _peak(block, 2)) for block in _blocks(pcm)]
    samples = sum(size for size, _ in sizes_peaks)
    return Sound(samples * 1000 // RATE, waveform_of([peak for _, peak in sizes_peaks])) if samples else None


def _blocks(pcm: IO[bytes]) -> Iterator[bytes]:
    while block := pcm.read(2 * BLOCK_SAMPLES):
        yield block


def _decoded(program: str, file: BinaryIO, media_type: str) -> IO[bytes] | None:
    return _run(program, file, media_type, "-ar", str(RATE), "-f", "s16le")


def _run(program: str, file: BinaryIO, media_type: str, *output: str) -> IO[bytes] | None:
    """What ffmpeg makes of the clip, one channel; None where it cannot, or takes too long."""
    made = tempfile.TemporaryFile()  # noqa: SIM115 – its user closes it
    with tempfile.NamedTemporaryFile() as input_:
        file.seek(0)
        shutil.copyfileobj(file, input_)
        input_.flush()
        command = [
            program, "-nostdin", "-v", "error", "-threads", "1", "-protocol_whitelist", "file,pipe",
            "-f", DEMUXERS[media_type], "-i", str(Path(input_.name)), "-vn", "-sn", "-dn", "-map_metadata", "-1",
            "-ac", "1", "-t", str(LONGEST_SECONDS), "-fs", str(MOST_BYTES), *output, "pipe:1",
        ]  # fmt: skip
        try:
            subprocess.run(command, stdout=made, stderr=subprocess.PIPE, timeout=LIMIT_SECONDS, check=True)
        except (subprocess.SubprocessError, OSError) as error:
            said = getattr(error, "stderr", None) or b""
            logger.info("ffmpeg could not read a clip: %r %s", error, said[-300:].decode("utf-8", "replace"))
            made.close()
            return None
    made.seek(0)
    return made
