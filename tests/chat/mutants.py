"""Frames that were good until somebody changed a few bytes. The same seed gives the same ones."""

import json
from collections.abc import Iterator
from random import Random

ID = "0192f5c4-7f6e-7c3a-8b1a-3f2e1d0c9b8a"
GOOD = [
    {"type": "send", "ref": 1, "chat_session": ID, "client_id": ID, "text": '您好 \U0001f44b \\ " /'},
    {
        "type": "send", "ref": 9, "chat_session": ID, "client_id": ID, "text": "", "reply_to": 3, "attachment": ID,
    },
    {"type": "amend", "ref": 10, "chat_session": ID, "lane": "public", "seq": 3, "client_id": ID, "text": "改"},
    {"type": "amend", "ref": 11, "chat_session": ID, "lane": "staff", "seq": 3, "client_id": ID, "text": None},
    {"type": "resume", "ref": 2, "chat_session": ID, "after_seq": 3, "lane": "public"},
    {"type": "unfollow", "ref": 8, "chat_session": ID},
    {"type": "read", "ref": 3, "chat_session": ID, "seq": 12},
    {"type": "typing", "ref": 4, "chat_session": ID, "on": True},
    {"type": "close", "ref": 5, "chat_session": ID},
    {"type": "get_state", "ref": 6},
    {"type": "ping", "ref": 7},
]  # fmt: skip
PIECES = [
    b"\x00", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\\ud800", b"\\u0000", b"NaN", b"-Infinity", b"1e400", b"9" * 400,
    b"[" * 200, b'{"a":' * 200, b'"', b"\\", b"}", b"{", b",", b":", b"null", b"true", b"\xef\xbb\xbf", b"/*", b"'",
    b'"ref":1,', b'"type":"hello",', b"\r\n", b"\xe2\x80\xae",
]  # fmt: skip


def mutants(count: int, seed: int = 1) -> Iterator[bytes]:
    """`count` mutated frames."""
    chance = Random(seed)
    good = [json.dumps(frame, ensure_ascii=half).encode() for frame in GOOD for half in (False, True)]
    for _ in range(count):
        raw = bytearray(chance.choice(good))
        for _ in range(chance.randint(1, 4)):
            _mutate(raw, chance, good)
        yield bytes(raw)


def _mutate(raw: bytearray, chance: Random, good: list[bytes]) -> None:
    at, end = sorted(chance.randint(0, len(raw)) for _ in range(2))
    match chance.randint(0, 5):
        case 0:
            raw[at:at] = chance.choice(PIECES)
        case 1:
            raw[at : at + chance.randint(1, 5)] = b""
        case 2 if raw:
            raw[at % len(raw)] ^= 1 << chance.randint(0, 7)
        case 3:
            raw[at:at] = raw[at:end]
        case 4:
            raw[at:end] = chance.choice(PIECES)
        case 5:
            raw[at:] = chance.choice(good)[at:]
