import pytest

from chat.attachments.ranges import Unsatisfiable, byte_range


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", None),
        ("bytes=0-", range(10)),
        ("bytes=0-3", range(4)),
        ("bytes=4-4", range(4, 5)),
        ("bytes=8-100", range(8, 10)),
        ("bytes=-3", range(7, 10)),
        ("bytes=-30", range(10)),
        ("bytes=5-2", None),
        ("bytes=-", None),
        ("bytes=0-1,4-5", None),
        ("lines=0-1", None),
        ("bytes=٣-", None),
        (f"bytes=0-{'9' * 40}", None),
    ],
)
def test_says_which_bytes(header, expected):
    assert byte_range(header, 10) == expected


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_outside_of_the_file_there_is_nothing(header):
    with pytest.raises(Unsatisfiable):
        byte_range(header, 10)
