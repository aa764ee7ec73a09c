"""One way to write a message, one way to publish, one file for each (STYLE habit 1)."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [
    path for app in ("chat", "agents", "history", "cs_platform") for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts
]  # fmt: skip


@pytest.mark.parametrize(
    ("_case", "pattern", "expected"),
    [
        (
            "messages are written by the log alone",
            r"INSERT INTO chat_message\b|Message\.objects\.(bulk_)?create|Message\([^)]*\)\.save",
            ["chat/log/writer.py"],
        ),
        (
            "and changed only by who amends them",
            r"UPDATE chat_message\b|Message\.objects\.(filter\(.*\)\.)?update"
            r"|FormerText\.objects\.(bulk_)?create|INTO chat_formertext\b",
            ["chat/log/amending.py"],
        ),
        ("Redis groups are sent to by the bus alone", r"\bgroup_send\b", ["chat/bus/broadcast.py"]),
        ("what a refusal says can be translated", r"Refused\(\s*\"[a-z_]+\",\s*f?\"", []),
        ("bytes become requests in one place", r"msgspec\.json\.Decoder\(requests\)", ["chat/protocol/decode.py"]),
        ("the environment is read in one place", r"os\.environ\b(?!\.setdefault)", None),
    ],
)  # fmt: skip
def test_one_file_for_each(_case, pattern, expected):
    found = sorted(str(p.relative_to(ROOT)) for p in SOURCES if re.search(pattern, p.read_text()))
    if expected is None:  # only the programs that start others may look at it
        assert [f for f in found if not f.startswith("cs_platform/")] == []
    else:
        assert found == expected
