"""Pictures: decoded within bounds and written anew, so that nothing of what came is passed on but what is seen."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, BinaryIO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, ImageSequence

from chat.attachments.media import IMAGES
from chat.protocol.refusals import Refused

LONGEST_SIDE = 4_096
THUMBNAIL_SIDE = 480
MOST_FRAMES = 1_000
MOST_MOVING_PIXELS = 25_000_000
"""Of all frames together, as they are kept."""
MODES = {"JPEG": ("RGB", "L"), "PNG": ("RGB", "RGBA", "L", "LA", "P"), "WEBP": ("RGB", "RGBA")}
SAVE: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "progressive": True},
    "PNG": {},
    "GIF": {"optimize": False, "disposal": 2},
    "WEBP": {"quality": 88, "method": 2},
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of ours: its file stands at the start."""

    file: IO[bytes]
    media_type: str
    width: int
    height: int


def written_anew(file: BinaryIO, media_type: str, *, most_pixels: int) -> Picture:
    """The same picture, upright, without anything that is not seen (where it was taken, what is behind its end).

    Larger ones than 4,096 pixels are made smaller. Raises `Refused`: too_large (of all its frames together),
    not_allowed (it cannot be read).
    """
    format_ = IMAGES[media_type]
    file.seek(0)
    try:
        with Image.open(file, formats=[format_]) as image:
            frames = _frames_within(image, most_pixels)
            kept = (
                _moving(image, format_)
                if frames > 1 and format_ in {"GIF", "WEBP"}
                else _still(image, format_)
            )
            return Picture(kept[0], media_type, *kept[1])
    except Image.DecompressionBombError:
        raise _too_large() from None
    except Refused:
        raise
    except Exception as error:  # whatever a decoder makes of bytes that mean harm
        raise Refused("not_allowed", _("This picture cannot be read.")) from error


def thumbnail(file: BinaryIO, media_type: str) -> Picture | None:
    """A small one of a picture of ours; None where it is small already."""
    with Image.open(file, formats=[IMAGES[media_type]]) as image:
        if max(image.size) <= THUMBNAIL_SIDE:
            return None
        image.draft("RGB", (2 * THUMBNAIL_SIDE, 2 * THUMBNAIL_SIDE))
        small = _in_mode(image, "WEBP")
        small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
        return Picture(_saved(small, "WEBP"), "image/webp", *small.size)


def _frames_within(image: Image.Image, most_pixels: int) -> int:
    """How many frames it has. The header says how large they are, before any is decoded."""
    pixels = image.width * image.height
    if pixels > most_pixels:
        raise _too_large()
    frames: int = getattr(image, "n_frames", 1)
    if frames > MOST_FRAMES or pixels * frames > 4 * most_pixels:
        raise _too_large()
    return frames


def _still(image: Image.Image, format_: str) -> tuple[IO[bytes], tuple[int, int]]:
    image.draft(
        "RGB", (LONGEST_SIDE, LONGEST_SIDE)
    )  # a JPEG is decoded no larger than is kept, or little more
    upright = ImageOps.exif_transpose(_in_mode(image, format_))
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _saved(upright, format_), upright.size


def _moving(image: Image.Image, format_: str) -> tuple[IO[bytes], tuple[int, int]]:
    frames: int = getattr(image, "n_frames", 1)
    shrink = min(
        1.0,
        LONGEST_SIDE / max(image.size),
        (MOST_MOVING_PIXELS / (image.width * image.height * frames)) ** 0.5,
    )
    size = (max(1, int(image.width * shrink)), max(1, int(image.height * shrink)))
    durations: list[int] = []

    def kept() -> Iterator[Image.Image]:
        for frame in ImageSequence.Iterator(image):
            durations.append(max(20, int(frame.info.get("duration") or 100)))
            yield frame.convert("RGBA").resize(size) if size != image.size else frame.convert("RGBA")

    first, *others = kept()
    loop = int(image.info.get("loop", 1 if format_ == "GIF" else 0))
    moving = {"save_all": True, "append_images": others, "duration": durations, "loop": loop}
    return _saved(first, format_, **moving), size


def _in_mode(image: Image.Image, format_: str) -> Image.Image:
    """Decoded, in a mode that the format can hold."""
    image.load()
    modes = MODES.get(format_)
    if modes is None or image.mode in modes:
        return image.copy()
    has_holes = "transparency" in image.info or "A" in image.getbands()
    return image.convert("RGBA" if has_holes and "RGBA" in modes else "RGB")


def _saved(image: Image.Image, format_: str, **more: Any) -> IO[bytes]:
    """Written without what the decoder had kept beside the pixels (texts, profiles, where it was taken)."""
    holes = image.info.get("transparency") if image.mode in {"P", "L", "RGB"} else None
    image.info.clear()
    image.getexif().clear()
    file = tempfile.TemporaryFile()  # noqa: SIM115 – its user closes it
    kept = {} if holes is None or format_ == "JPEG" else {"transparency": holes}
    image.save(file, format_, **SAVE[format_], **kept, **more)
    file.seek(0)
    return file


def _too_large() -> Refused:
    return Refused("too_large", _("This picture has too many pixels."))
