import pytest

from agents.rules.excerpts import excerpt


@pytest.mark.parametrize(
    ("_case", "text", "wanted", "expected"),
    [
        ("short", "Where is my table?", "table", "Where is my table?"),
        ("on several lines", "Where\n\n is my\ttable?", "table", "Where is my table?"),
        ("in another case", "WHERE is it", "where", "WHERE is it"),
        ("not there as it was written", "Where is it", "nowhere", "Where is it"),
        ("far into it", "x" * 100 + "table", "table", "…" + "x" * 60 + "table"),
        ("in the middle", "x" * 100 + "桌子" + "y" * 300, "桌子", "…" + "x" * 60 + "桌子" + "y" * 138 + "…"),
        ("at the beginning", "table" + "y" * 300, "table", "table" + "y" * 195 + "…"),
    ],
)
def test_it_shows_what_stands_around_the_hit(_case, text, wanted, expected):
    assert excerpt(text, wanted) == expected
