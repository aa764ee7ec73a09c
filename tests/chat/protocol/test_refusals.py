"""What refusals say."""

from typing import get_args

import pytest
from django.utils import translation

from chat.protocol.refusals import TEXTS, RefusalCode, Refused


@pytest.mark.parametrize("code", get_args(RefusalCode))
def test_every_code_has_words_in_each_language(code):
    words = []
    for language in ("en", "zh-hans"):
        with translation.override(language):
            words.append(Refused(code).text)
    english, chinese = words
    assert english.isascii()
    assert all(
        "\u4e00" <= char <= "\u9fff" or char in "，。：_" or char.isalnum()
        for char in chinese.replace(" ", "")
    )
    assert english != chinese


def test_no_words_are_for_a_code_that_is_none():
    assert set(TEXTS) == set(get_args(RefusalCode))
