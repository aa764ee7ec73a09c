"""Canned replies as a CSV file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.canned_csv import MOST_ROWS, BadFile, Row, read_rows, write_rows


def row(line: int, text: str, shortcut: str = "hi", **more: str) -> Row:
    values = {"language": "", "scope": "all", "name": "", **more}
    return Row(line=line, shortcut=shortcut, text=text, **values)


@pytest.mark.parametrize(
    ("_case", "content", "expected"),
    [
        (
            "all columns",
            "shortcut,language,scope,for,text\nhi,zh,group,Front,你好",
            {"language": "zh", "scope": "group", "name": "Front"},
        ),
        ("two suffice, in any order", "text,shortcut\n你好,hi", {}),
        ("a spreadsheet's BOM and line ends", "\ufeffshortcut,text\r\nhi,你好\r\n", {}),
        ("semicolons", "shortcut;text\nhi;你好", {}),
        ("tabs", "shortcut\ttext\nhi\t你好", {}),
        ("columns of one's own are passed over", "shortcut,author,text\nhi,Mia,你好", {}),
        ("blanks around", " Shortcut , TEXT \n hi , 你好 ", {}),
    ],
)  # fmt: skip
def test_a_file_may_look_like_this(_case, content, expected):
    assert read_rows(content.encode()) == [row(2, "你好", **expected)]


def test_a_row_is_named_by_the_line_it_begins_in():
    content = 'shortcut,text\na,"two\nlines"\n\nb,one\n'
    assert read_rows(content.encode()) == [row(2, "two\nlines", "a"), row(5, "one", "b")]


@pytest.mark.parametrize(
    ("_case", "content", "why"),
    [
        ("empty", b"", "no “shortcut”"),
        ("another table", b"name,mail\nx,y", "no “shortcut”"),
        ("without texts", b"shortcut,for\nx,y", "no “text”"),
        ("no rows", b"shortcut,text\n\n,\n", "no reply"),
        ("another encoding", "shortcut,text\nhi,你好".encode("gb18030"), "UTF-8"),
        ("a picture", b"\x89PNG\r\n\x1a\n\x00", "UTF-8"),
        ("a zero", b"shortcut,text\nhi,\x00", "no text file"),
        ("quotes that never end", b'shortcut,text\nhi,"x', "Line 2"),
        ("too large", b"x" * 1_000_001, "too large"),
        ("too long", b"shortcut,text\n" + b"a,b\n" * (MOST_ROWS + 1), "too many lines"),
    ],
)
def test_why_a_file_is_refused(_case, content, why):
    with pytest.raises(BadFile, match=why):
        read_rows(content)


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-10 %", "@all", "'=x", "''-", "'quoted'"])
def test_nothing_in_a_file_is_a_formula_and_nothing_is_lost(text):
    content = write_rows([row(2, text)])
    assert read_rows(content) == [row(2, text)]
    assert not content.decode("utf-8-sig").splitlines()[1].split(",")[-1].startswith(("=", "+", "-", "@"))


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1).filter(
    lambda text: text == text.strip()
)


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=5))
def test_what_was_written_is_read_again(pairs):
    rows = [row(0, text, shortcut) for shortcut, text in pairs]
    read = read_rows(write_rows(rows))
    assert [(each.shortcut, each.text) for each in read] == pairs
