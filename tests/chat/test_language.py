"""The language of a reader, by the rule that holds for pages."""

import pytest

from chat.language import language_of
from chat.protocol.refusals import Refused


@pytest.mark.parametrize(
    ("wanted", "cookies", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "", "zh-hans"),
        ("en-GB,en", "", "en"),
        ("en", "django_language=zh-hans; sessionid=x", "zh-hans"),
        ("zh-CN", "django_language=en", "en"),
        ("zh-CN", "django_language=klingon", "zh-hans"),
        ("", "", "en"),
        ("*", "", "en"),
        ("x" * 400, "=;;=", "en"),
    ],
)
def test_what_was_chosen_goes_before_what_the_browser_wants(wanted, cookies, language):
    assert language_of(wanted, cookies).partition("-gb")[0] == language


def test_a_refusal_puts_its_data_into_its_words():
    assert (
        Refused("stale", "%(name)s is not there now.", name="100% Mia").text == "100% Mia is not there now."
    )
    assert Refused("stale", "100%").text == "100%"
    assert str(Refused("closed")) == "closed: This chat session has ended."
