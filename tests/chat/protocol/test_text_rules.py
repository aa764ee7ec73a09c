"""Text is checked wherever it stands in a frame."""

from typing import Annotated

import pytest
from msgspec import Meta, Struct

from chat.protocol.refusals import Refused
from chat.protocol.text_rules import check_texts


class Inner(Struct):
    text: str = ""
    number: int = 1


class Frame(Struct):
    must: Annotated[str, Meta(min_length=1, max_length=9)] = "x"
    may: Annotated[str, Meta(max_length=9)] = ""
    null: Annotated[str, Meta(min_length=1)] | None = None
    words: Annotated[list[Annotated[str, Meta(min_length=1)]], Meta(max_length=9)] = []
    inner: Inner | None = None
    inners: list[Inner] = []
    number: int = 1


@pytest.mark.parametrize(
    ("_case", "frame", "expected"),
    [
        (
            "as it should be",
            Frame(may="字", null="x", words=["a"], inner=Inner("x"), inners=[Inner()]),
            "good",
        ),
        ("blank where something must stand", Frame(must=" \n"), "blank"),
        ("blank where nothing need stand", Frame(may=" "), "good"),
        ("blank where null may stand", Frame(null="\u3000"), "blank"),
        ("blank in a list", Frame(words=["a", " "]), "blank"),
        ("NUL where nothing need stand", Frame(may="\x00"), "bad_frame"),
        ("NUL in a Struct", Frame(inner=Inner("a\x00")), "bad_frame"),
        ("half a pair in a list of Structs", Frame(inners=[Inner(), Inner("\ud83d")]), "bad_frame"),
    ],
)
def test_each_text_gets_its_verdict(_case, frame, expected):
    if expected == "good":
        check_texts(frame)
        return
    with pytest.raises(Refused) as no:
        check_texts(frame)
    assert no.value.code == expected
