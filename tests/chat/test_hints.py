import pytest

from chat.hints import Hints, hints_of, hints_of_scope


def test_headers_are_read_whatever_their_case():
    assert hints_of({"User-Agent": "x", "ACCEPT-language": "de"}.items()) == Hints("x", "de")
    assert hints_of_scope([(b"user-agent", b"caf\xe9"), (b"accept-language", b"zh-CN,zh;q=0.9")]) == Hints(
        "café", "zh-CN,zh;q=0.9"
    )
    assert hints_of([]) == Hints()


def test_what_is_overlong_is_cut():
    assert len(hints_of([("user-agent", "x" * 5_000)]).user_agent) == 400


def test_what_the_database_cannot_hold_is_left_out():
    assert hints_of([("user-agent", "a\x00b\ud800"), ("accept-language", "\x00de")]) == Hints("ab", "de")


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("de", "de"),
        ("en;q=0.5", "en"),
        ("", ""),
        ("*", ""),
        ("<script>", ""),
        ("x" * 36, ""),
    ],
)
def test_the_language_wanted_most_comes_first(header, language):
    assert Hints(languages=header).language == language
