"""A piece of a long text around what was looked for."""

BEFORE_CHARS = 60
MOST_CHARS = 200


def excerpt(text: str, wanted: str) -> str:
    """One line of at most 200 characters, in which the first hit stands; "…" where something was left out."""
    line = " ".join(text.split())
    place = max(line.casefold().find(" ".join(wanted.split()).casefold()), 0)
    start = max(place - BEFORE_CHARS, 0)
    shown = line[start : start + MOST_CHARS]
    return f"{'…' if start else ''}{shown}{'…' if start + MOST_CHARS < len(line) else ''}"
