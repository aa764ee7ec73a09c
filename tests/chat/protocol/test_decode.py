import json
from uuid import UUID

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.protocol import AgentRequest, AgentSend, Amend
from chat.protocol.decode import Decoder, ref_of
from chat.protocol.refusals import Refused
from chat.protocol.requests import CustomerRequest, Send

CUSTOMER: Decoder = Decoder(CustomerRequest)
AGENT: Decoder = Decoder(AgentRequest)
ID = "0192f5c4-7f6e-7c3a-8b1a-3f2e1d0c9b8a"


def send(**more: object) -> dict[str, object]:
    return {"type": "send", "ref": 1, "chat_session": ID, "client_id": ID, "text": "hi"} | more


def verdict(raw: bytes | str, decoder: Decoder = CUSTOMER) -> str:
    try:
        decoder.decode(raw)
    except Refused as no:
        return no.code
    return "good"


def test_a_good_frame_is_understood_from_text_and_bytes():
    expected = Send(ref=1, chat_session=UUID(ID), client_id=UUID(ID), text="您好")
    raw = json.dumps(send(text="您好"), ensure_ascii=False)
    assert [CUSTOMER.decode(raw), CUSTOMER.decode(raw.encode())] == [expected, expected]


@pytest.mark.parametrize(
    ("_case", "raw", "expected"),
    [
        ("nothing", b"", "bad_frame"),
        ("no JSON", b"hello", "bad_frame"),
        ("no object", b"[]", "bad_frame"),
        ("null", b"null", "bad_frame"),
        ("no type", b'{"ref":1}', "bad_frame"),
        ("unknown type", b'{"type":"drop","ref":1}', "bad_frame"),
        ("a type of the other audience", b'{"type":"set_status","ref":1,"status":"online"}', "bad_frame"),
        ("a second hello", b'{"type":"hello","ref":1,"token":"x"}', "bad_frame"),
        ("no ref", b'{"type":"ping"}', "bad_frame"),
        ("a ref below zero", b'{"type":"ping","ref":-1}', "bad_frame"),
        ("a ref of 32 bits", b'{"type":"ping","ref":2147483648}', "bad_frame"),
        ("the last ref", b'{"type":"ping","ref":2147483647}', "good"),
        ("a broken number as ref", b'{"type":"ping","ref":1.5}', "bad_frame"),
        ("NaN", b'{"type":"ping","ref":NaN}', "bad_frame"),
        ("Infinity", b'{"type":"ping","ref":Infinity}', "bad_frame"),
        ("five thousand digits", b'{"type":"ping","ref":' + b"9" * 5_000 + b"}", "bad_frame"),
        ("a huge exponent", b'{"type":"ping","ref":1e999999}', "bad_frame"),
        ("deep nesting", b'{"type":"ping","ref":' + b"[" * 30_000, "bad_frame"),
        ("deep nesting in an unknown field", b'{"type":"ping","ref":1,"x":' + b"[" * 30_000, "bad_frame"),
        ("an unknown field", b'{"type":"ping","ref":1,"x":1}', "bad_frame"),
        ("two frames", b'{"type":"ping","ref":1}{"type":"ping","ref":1}', "bad_frame"),
        ("broken UTF-8", b'{"type":"ping","ref":1}\xff', "bad_frame"),
        ("UTF-16", '{"type":"ping","ref":1}'.encode("utf-16"), "bad_frame"),
        ("a byte order mark", b'\xef\xbb\xbf{"type":"ping","ref":1}', "bad_frame"),
        ("a raw lone surrogate", '{"type":"ping","ref":1}\ud800', "bad_frame"),
        ("a number as text", json.dumps(send(text=5)).encode(), "bad_frame"),
        ("null as text", json.dumps(send(text=None)).encode(), "bad_frame"),
        ("empty text", json.dumps(send(text="")).encode(), "blank"),
        ("blank text", json.dumps(send(text=" \n\t\u3000\u2003")).encode(), "blank"),
        ("no text at all", f'{{"type":"send","ref":1,"chat_session":"{ID}","client_id":"{ID}"}}', "bad_frame"),
        ("a file without words", json.dumps(send(text="", attachment=ID)).encode(), "good"),
        ("a file and blank words", json.dumps(send(text=" \n", attachment=ID)).encode(), "good"),
        ("a file and NUL", json.dumps(send(text="\x00", attachment=ID)).encode(), "bad_frame"),
        ("no UUID of a file", json.dumps(send(attachment="x")).encode(), "bad_frame"),
        ("an answer", json.dumps(send(reply_to=3)).encode(), "good"),
        ("an answer to nothing", json.dumps(send(reply_to=None, attachment=None)).encode(), "good"),
        ("an answer to a place below zero", json.dumps(send(reply_to=-1)).encode(), "bad_frame"),
        ("an answer to words", json.dumps(send(reply_to="hi")).encode(), "bad_frame"),
        ("NUL in text", json.dumps(send(text="a\x00b")).encode(), "bad_frame"),
        ("an escaped lone surrogate", json.dumps(send(text="a\ud800b")).encode(), "bad_frame"),
        ("an escaped surrogate at the end", json.dumps(send(text="a\udfff")).encode(), "bad_frame"),
        ("an escaped pair", json.dumps(send(text="\U0001f600")).encode(), "good"),
        ("8,000 characters", json.dumps(send(text="字" * 8_000), ensure_ascii=False).encode(), "good"),
        ("8,001 characters", json.dumps(send(text="字" * 8_001), ensure_ascii=False).encode(), "bad_frame"),
        ("no UUID", json.dumps(send(client_id="1")).encode(), "bad_frame"),
        ("a name as UUID", json.dumps(send(chat_session="public:" + ID)).encode(), "bad_frame"),
        ("seq beyond JavaScript", f'{{"type":"read","ref":1,"chat_session":"{ID}","seq":{2**53}}}', "bad_frame"),
        ("the last seq", f'{{"type":"read","ref":1,"chat_session":"{ID}","seq":{2**53 - 1}}}', "good"),
        ("a boolean as a number", f'{{"type":"typing","ref":1,"chat_session":"{ID}","on":1}}', "bad_frame"),
        ("no such lane", f'{{"type":"resume","ref":1,"chat_session":"{ID}","lane":"all"}}', "bad_frame"),
        ("64 KiB", b'{"type":"ping","ref":1}' + b" " * (65_536 - 23), "good"),
        ("a byte more", b'{"type":"ping","ref":1}' + b" " * (65_536 - 22), "too_large"),
    ],
)  # fmt: skip
def test_each_frame_gets_its_verdict(_case, raw, expected):
    assert verdict(raw) == expected


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        ({"type": "visit", "url": "https://shop.example/a?b=c#d"}, "good"),
        ({"type": "visit", "url": "http://[::1]:8000/", "referrer": "android-app://com.example/"}, "good"),
        ({"type": "visit", "url": "javascript:alert(1)//https://"}, "bad_frame"),
        ({"type": "visit", "url": "https://"}, "bad_frame"),
        ({"type": "visit", "url": "https://shop.example/a b"}, "bad_frame"),
        ({"type": "visit", "url": "https://shop.example/\x01"}, "bad_frame"),
        ({"type": "visit", "url": "https://shop.example/\n"}, "bad_frame"),
        ({"type": "visit", "url": "https://shop.example/", "screen": "1x1\n"}, "bad_frame"),
        ({"type": "get_desk", "language": "de"}, "good"),
        ({"type": "get_desk", "language": "de\n"}, "bad_frame"),
        ({"type": "leave_message", "client_id": ID, "text": "hi", "email": "a@b.example"}, "good"),
        ({"type": "leave_message", "client_id": ID, "text": "hi", "email": "a@b.example\n"}, "bad_frame"),
        ({"type": "leave_message", "client_id": ID, "text": "hi", "email": "\n"}, "bad_frame"),
    ],
)  # fmt: skip
def test_what_has_a_form_has_it_to_its_end(frame, expected):
    assert verdict(json.dumps(frame | {"ref": 1})) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ('{"type":"send","ref":7}', 7),
        (b'{"ref" : 7,"type":1}', 7),
        ('{"ref":2147483648}', None),
        ('{"ref":"7"}', None),
        ('{"text":"\\"ref\\":7}"}', None),
        ("", None),
        (b"\xff", None),
        ("\ud800", None),
    ],
)
def test_the_ref_of_a_frame_that_was_not_understood(raw, expected):
    assert ref_of(raw) == expected


ids = st.sampled_from([ID, ID.upper(), ID.replace("-", ""), "", "x"]) | st.uuids().map(str)
numbers = st.integers() | st.floats() | st.sampled_from([0, -1, 2**31, 2**53, 10**400, True, None, "1"])
texts = st.text(max_size=50) | st.sampled_from(["", " ", "\x00", "\ud800", "字" * 8_001])
anything = st.recursive(
    st.none() | st.booleans() | numbers | texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=5,
)  # fmt: skip
FIELDS = {
    "ref": numbers, "chat_session": ids, "client_id": ids, "text": texts, "seq": numbers, "after_seq": numbers,
    "lane": st.sampled_from(["public", "staff", "all"]) | anything, "on": st.booleans() | anything,
    "reply_to": numbers, "attachment": ids | st.none(),
    "status": st.sampled_from(["online", "gone"]), "token": texts, "ticket": texts, "x": anything,
}  # fmt: skip
TYPES = [
    "send", "amend", "resume", "read", "typing", "close", "ping", "open", "get_state", "hello", "set_status",
    "get_workspace", "entry", "",
]  # fmt: skip
frames = st.fixed_dictionaries({"type": st.sampled_from(TYPES) | anything}, optional=FIELDS)


@settings(max_examples=1_000, deadline=None)
@given(frames | anything)
def test_the_decoder_raises_nothing_but_refusals(frame):
    raw = json.dumps(frame)
    for decoder in (CUSTOMER, AGENT):
        for data in (raw, raw.encode(), json.dumps(frame, ensure_ascii=False)):
            try:
                decoded = decoder.decode(data)
            except Refused:
                assert ref_of(data) is None or ref_of(data) in range(2**31)
            else:
                text = getattr(decoded, "text", "x") or ""  # recalled: null
                if isinstance(decoded, Send | AgentSend | Amend) and decoded.text is not None:
                    assert text.strip() or getattr(decoded, "attachment", None) is not None
                assert "\x00" not in text
                msgspec.json.decode(text.encode() and msgspec.json.encode(text))


def amend(**more: object) -> bytes:
    frame = {"type": "amend", "ref": 1, "chat_session": ID, "lane": "public", "seq": 3, "client_id": ID}
    return json.dumps(frame | more).encode()


@pytest.mark.parametrize(
    ("_case", "raw", "expected"),
    [
        ("an edit", amend(text="better"), "good"),
        ("a recall", amend(text=None), "good"),
        ("neither", amend(), "bad_frame"),
        ("to nothing", amend(text=""), "bad_frame"),
        ("to blanks", amend(text=" \n"), "blank"),
        ("NUL", amend(text="a\x00"), "bad_frame"),
        ("half a pair", amend(text="\ud83d"), "bad_frame"),
        ("8,001 characters", amend(text="x" * 8_001), "bad_frame"),
        ("no such lane", amend(text="x", lane="all"), "bad_frame"),
        ("a place beyond JavaScript", amend(text="x", seq=2**53), "bad_frame"),
        ("with a file", amend(text="x", attachment=ID), "bad_frame"),
    ],
)
def test_agents_amend_by_edit_or_recall_and_customers_do_not(_case, raw, expected):
    assert (verdict(raw, AGENT), verdict(raw)) == (expected, "bad_frame")


@pytest.mark.parametrize(
    ("_case", "tags", "expected"),
    [
        ("none", [], "good"),
        ("twenty", [f"tag {n}" for n in range(20)], "good"),
        ("twenty-one", [f"tag {n}" for n in range(21)], "bad_frame"),
        ("forty characters", ["长" * 40], "good"),
        ("forty-one", ["x" * 41], "bad_frame"),
        ("an empty one", ["refund", ""], "bad_frame"),
        ("a blank one", ["refund", " "], "blank"),
        ("no text", [1], "bad_frame"),
        ("NUL in one", ["re\x00fund"], "bad_frame"),
        ("half a pair in one", ["\ud83d"], "bad_frame"),
    ],
)
def test_tags_are_few_and_short(_case, tags, expected):
    raw = json.dumps({"type": "close", "ref": 1, "chat_session": ID, "tags": tags})
    assert verdict(raw, AGENT) == expected
