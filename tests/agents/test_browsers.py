import pytest

from agents.browsers import browser_of, system_of

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "browser", "system"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
            "Edge 131",
            "Windows",
        ),
        (f"{IPHONE} Mobile/15E148 MicroMessenger/8.0.49(0x1800312d)", "WeChat Browser 8", "iOS 17"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
            "Firefox 133",
            "Linux",
        ),
        ("curl/8.0", "curl 8", ""),
        ("", "", ""),
        ("x" * 400, "", ""),
    ],
)
def test_browser_and_system_in_words(user_agent, browser, system):
    assert (browser_of(user_agent), system_of(user_agent)) == (browser, system)
