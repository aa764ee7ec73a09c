"""Media types: which there are, what their files are called, and whether a site takes them."""

from collections.abc import Iterable, Mapping

UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
CSV = "text/csv"
OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"

# What the bytes can be told to be, and the extensions that are true for it; the first is given where there is none.
EXTENSIONS: Mapping[str, tuple[str, ...]] = {
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "audio/webm": ("webm", "weba"),
    "audio/ogg": ("ogg", "oga", "opus"),
    "audio/mp4": ("m4a", "mp4"),
    "audio/mpeg": ("mp3",),
    "audio/wav": ("wav",),
    "audio/amr": ("amr",),
    "audio/flac": ("flac",),
    "video/webm": ("webm", "mkv"),
    "video/ogg": ("ogv",),
    "video/mp4": ("mp4", "m4v", "mov"),
    "application/pdf": ("pdf",),
    "application/zip": ("zip",),
    f"{OFFICE}.wordprocessingml.document": ("docx",),
    f"{OFFICE}.spreadsheetml.sheet": ("xlsx",),
    f"{OFFICE}.presentationml.presentation": ("pptx",),
    f"{OPEN_DOCUMENT}.text": ("odt",),
    f"{OPEN_DOCUMENT}.spreadsheet": ("ods",),
    f"{OPEN_DOCUMENT}.presentation": ("odp",),
    "application/epub+zip": ("epub",),
    "application/java-archive": ("jar", "apk"),
    "application/vnd.ms-office.macro": ("docm", "xlsm", "pptm"),
    "image/svg+xml": ("svg",),
    "text/html": ("html", "htm"),
    "text/xml": ("xml",),
    CSV: ("csv",),
    TEXT: ("txt", "log", "md", "json", "yaml", "yml", "ini", "tsv", "srt", "vtt", "ics", "vcf", "eml"),
    UNKNOWN: ("bin",),
}

IMAGES: Mapping[str, str] = {
    "image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP",
}  # fmt: skip
"""What is decoded and shown, and Pillow's name for it."""


def is_sound(media_type: str) -> bool:
    return media_type.startswith("audio/")


def is_allowed(media_type: str, patterns: Iterable[str]) -> bool:
    """Whether one of a site's patterns (`image/*`, `application/pdf`) takes it. SVG is no picture but a program."""
    family = f"{media_type.partition('/')[0]}/*"
    if media_type == "image/svg+xml":
        family = media_type
    return any(pattern in {media_type, family, "*/*"} for pattern in patterns)
