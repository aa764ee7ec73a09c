"""What a file may be called: a name that lies nowhere, on nobody's disk and in nobody's line of text."""

import re
import unicodedata
from collections.abc import Sequence

MOST_CHARS = 120
MOST_EXTENSION_CHARS = 12
UNNAMED = "file"
# Path separators, what Windows forbids in names, and what shells and browsers read a meaning into.
FORBIDDEN = re.compile(r'[/\\:*?"<>|]')
# Names that Windows takes for devices, whatever their extension.
DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def clean_name(name: str) -> str:
    """The last part of a path, without control and formatting characters (that turn the direction of text, say), no
    longer than 120 characters, its extension kept."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    name = "".join(char for char in name if unicodedata.category(char)[0] != "C")
    name = FORBIDDEN.sub("_", " ".join(name.split())).strip(". ")
    if DEVICES.match(name):
        name = f"_{name}"
    return _shortened(name) or UNNAMED


def extension_of(name: str) -> str:
    """In lower case, without the dot; empty where there is none."""
    stem, dot, extension = name.rpartition(".")
    if not (stem and dot and extension.isascii() and extension.isalnum()):
        return ""
    return extension.lower() if len(extension) <= MOST_EXTENSION_CHARS else ""


def with_extension(name: str, extensions: Sequence[str]) -> str:
    """The name with an extension that is true: one of these, the first unless it has one of them already."""
    return name if extension_of(name) in extensions else _shortened(f"{name}.{extensions[0]}")


def renamed(name: str, extension: str) -> str:
    """The name of the same thing in another format."""
    stem = name.removesuffix(f".{name.rpartition('.')[2]}") if extension_of(name) else name
    return _shortened(f"{stem}.{extension}")


def _shortened(name: str) -> str:
    if len(name) <= MOST_CHARS:
        return name
    extension = extension_of(name)
    if not extension:
        return name[:MOST_CHARS].strip(". ")
    return f"{name[: MOST_CHARS - len(extension) - 1].strip('. ')}.{extension}"
