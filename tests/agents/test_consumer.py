import pytest

from agents.consumer import is_own_origin, login_session_key


@pytest.mark.parametrize(
    ("origin", "host", "expected"),
    [
        ("http://127.0.0.1:8000", "127.0.0.1:8000", True),
        ("https://desk.example", "desk.example", True),
        ("https://desk.example.evil", "desk.example", False),
        ("https://evil/desk.example", "desk.example", False),
        ("https://desk.example:444", "desk.example", False),
        ("", "desk.example", False),
        ("", "", False),
        ("null", "desk.example", False),
        ("http://[", "desk.example", False),
    ],
)
def test_only_a_page_of_the_very_host_may_connect(origin, host, expected):
    assert is_own_origin(origin, host) is expected


def test_configured_origins_are_the_only_ones(settings, monkeypatch):
    changed = settings.FRONTDESK.model_copy(update={"public_origins": ["https://desk.example"]})
    monkeypatch.setattr(settings, "FRONTDESK", changed)
    assert [is_own_origin(o, "inner:8000") for o in ("https://desk.example", "http://inner:8000")] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("sessionid=abc", "abc"),
        ("a=1; sessionid=abc; b=2", "abc"),
        ("bad,name=1; sessionid=abc", "abc"),
        ('json={"a": 1}; sessionid=abc', "abc"),
        ("", ""),
        ("other=1", ""),
    ],
)
def test_the_login_is_found_among_whatever_cookies_a_browser_holds(header, expected):
    assert login_session_key(header) == expected
