from pathlib import Path

import pytest

from cs_platform.setup.node import version_of
from cs_platform.setup.stamps import digest, is_current


@pytest.mark.parametrize(
    ("text", "expected"),
    [("v20.19.0\n", (20, 19)), ("v24.1.2", (24, 1)), ("", (0, 0)), ("node: not found", (0, 0))],
)
def test_reads_nodes_version(text, expected):
    assert version_of(text) == expected


def test_a_digest_changes_with_any_file_below(tmp_path: Path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.ts").write_text("1")
    before = digest([tmp_path / "src"])
    assert digest([tmp_path / "src"]) == before
    (tmp_path / "src" / "a.ts").write_text("2")
    assert digest([tmp_path / "src"]) != before


def test_a_stamp_is_current_only_with_its_own_value(tmp_path: Path):
    stamp = tmp_path / "stamp"
    assert not is_current(stamp, "x")
    stamp.write_text("x")
    assert is_current(stamp, "x")
    assert not is_current(stamp, "y")
