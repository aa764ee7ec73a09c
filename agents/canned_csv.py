"""Canned replies as a CSV file: bytes in, rows out, and back."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

COLUMNS = ("shortcut", "language", "scope", "for", "text")
LARGEST_BYTES = 1_000_000
MOST_ROWS = 2_000
# A spreadsheet would take these for a formula: written with a ' before them, which reading takes off again.
FORMULA = re.compile(r"'*[=+\-@\t\r]")


class BadFile(Exception):
    """This is no such file; says why, to whoever sent it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One reply as it stands in a file; `line` is where it begins."""

    line: int
    shortcut: str
    language: str
    scope: str
    name: str
    text: str


def read_rows(content: bytes) -> list[Row]:
    """The rows of a file in UTF-8, with or without BOM; commas, semicolons or tabs apart. Raises `BadFile`."""
    if len(content) > LARGEST_BYTES:
        raise BadFile(_("The file is too large: at most 1 MB."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile(_("The file is not in UTF-8. Save it as “CSV UTF-8”.")) from None
    if "\0" in text:
        raise BadFile(_("This is no text file."))
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count), strict=True)
    try:
        return _rows(reader)
    except csv.Error as error:
        raise BadFile(_("Line %(line)s: %(error)s") % {"line": reader.line_num, "error": error}) from None


def _rows(reader: "csv._reader") -> list[Row]:  # type: ignore[name-defined]
    names = [name.strip().lower() for name in next(reader, [])]
    missing = [name for name in ("shortcut", "text") if name not in names]
    if missing:
        raise BadFile(_("The first line must name the columns; there is no “%s”.") % missing[0])
    rows: list[Row] = []
    begins = reader.line_num + 1
    for cells in reader:
        found = dict(zip(names, map(_plain, cells), strict=False))
        if any(found.values()):
            rows.append(
                Row(
                    line=begins,
                    shortcut=found.get("shortcut", "").strip(),
                    language=found.get("language", "").strip(),
                    scope=found.get("scope", "").strip().lower() or "all",
                    name=found.get("for", "").strip(),
                    text=found.get("text", "").strip(),
                )
            )
        if len(rows) > MOST_ROWS:
            raise BadFile(_("The file has too many lines: at most %s.") % MOST_ROWS)
        begins = reader.line_num + 1
    if not rows:
        raise BadFile(_("There is no reply in this file."))
    return rows


def write_rows(rows: Iterable[Row]) -> bytes:
    """A file that `read_rows` reads again, and a spreadsheet too: with a BOM, and nothing in it is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(map(_safe, (row.shortcut, row.language, row.scope, row.name, row.text)))
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
