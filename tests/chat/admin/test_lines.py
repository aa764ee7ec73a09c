"""Lists in forms, one to a line."""

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from chat.admin.lines import LinesField

FIELD = LinesField(required=False, mend=str.lower, check=[RegexValidator("^[a-z]+$", "Letters only.")])


@pytest.mark.parametrize(
    ("sent", "expected"),
    [("", []), (None, []), ("one", ["one"]), (" b \r\n\r\nA\nb\n", ["b", "a"])],
)
def test_each_line_counts_once_in_its_order(sent, expected):
    assert FIELD.clean(sent) == expected


def test_a_wrong_line_is_named():
    with pytest.raises(ValidationError) as wrong:
        FIELD.clean("one\ntwo 2")
    assert wrong.value.messages == ["two 2: Letters only."]


def test_what_is_stored_is_shown_as_lines_and_is_no_change():
    assert FIELD.prepare_value(["a", "b"]) == "a\nb"
    assert FIELD.prepare_value("sent\nback") == "sent\nback"
    assert [FIELD.has_changed(["a", "b"], sent) for sent in ("a\r\nb\r\n", "b\na", "")] == [False, True, True]


def test_one_that_must_be_filled_in_says_so():
    with pytest.raises(ValidationError, match="required"):
        LinesField().clean(" \n")
