"""What every frame is built from: bounded field types and the two base Structs.

A frame is one JSON object, told apart by its literal `type`. Unknown fields are refused, so that a
client's misspelling shows at once and later additions cannot change the meaning of old frames.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

SUBPROTOCOL = "frontdesk.v1"
MAX_FRAME_BYTES = 65_536
MAX_TEXT_CHARS = 8_000
MAX_SEQ = 2**53 - 1  # the largest integer that JavaScript's numbers hold exactly

Lane = Literal["public", "staff"]
Ref = Annotated[int, Meta(ge=0, le=2**31 - 1, description="Chosen by the client; its reply echoes it.")]
Seq = Annotated[
    int, Meta(ge=0, le=MAX_SEQ, description="Place in one lane of one chat session; 0 is before the first.")
]
# For Python, `$` also stands before a line break that ends the text; with `(?!\n)` it is the end, as elsewhere.
Email = Annotated[str, Meta(max_length=254, pattern=r"^$(?!\n)|^[^@\s\x00]+@[^@\s\x00]+\.[^@\s\x00]+$(?!\n)")]
Language = Annotated[
    str,
    Meta(
        max_length=35,
        pattern=r"^[A-Za-z0-9-]*$(?!\n)",
        description="A language tag (BCP 47); empty: unknown.",
    ),
]
Text = Annotated[str, Meta(min_length=1, max_length=MAX_TEXT_CHARS)]
Words = Annotated[str, Meta(max_length=MAX_TEXT_CHARS, description="Blank only beside an attachment.")]


class Request(Struct, frozen=True, tag_field="type", forbid_unknown_fields=True, kw_only=True):
    """What a client asks; exactly one reply carries the same `ref`."""

    ref: Ref


class ServerFrame(Struct, frozen=True, tag_field="type", kw_only=True):
    """What the server says: a reply (has a `ref`) or an event."""


_encoder = msgspec.json.Encoder()


def encode(frame: ServerFrame) -> bytes:
    """The frame as it goes over the wire."""
    return _encoder.encode(frame)
