"""Long-polling: the same frames and guarantees over plain HTTP, without any state between requests.

A client names in each exchange what it follows and from where; the log does the rest.
"""

import logging
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from typing import Annotated

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from msgspec import Meta, Struct

from chat.hub.connection import PolledConnection
from chat.node import Node, running_node
from chat.protocol.base import MAX_FRAME_BYTES, encode
from chat.protocol.frames import Refusal
from chat.protocol.refusals import CloseCode, Closing, RefusalCode, Refused
from chat.wire.conversation import Conversation

logger = logging.getLogger(__name__)

MAX_WAIT_SECONDS = 25
Greet = Callable[[Node, PolledConnection, ExitStack], Awaitable[Conversation]]

STATUS: dict[RefusalCode, int] = {"too_large": 413, "too_fast": 429, "unavailable": 503}


class Exchange(Struct, forbid_unknown_fields=True):
    """Requests, and how long to wait for an event when there is nothing to answer at once."""

    frames: Annotated[list[msgspec.Raw], Meta(max_length=50)]
    wait_seconds: Annotated[float, Meta(ge=0, le=MAX_WAIT_SECONDS)] = 0


_decoder = msgspec.json.Decoder(Exchange)


async def exchange(request: HttpRequest, greet: Greet) -> HttpResponse:
    """Answer one HTTP exchange: replies in the order of the requests, then events."""
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    node = await running_node()
    connection = PolledConnection()
    node.hub.join(connection)
    try:
        asked = _read(request)
        with ExitStack() as places:
            conversation = await greet(node, connection, places)
            return _response(await _answer(asked, conversation, connection))
    except Refused as no:
        return refusal_response(no)
    except Closing as end:
        if end.code is CloseCode.UNAUTHENTICATED:
            return HttpResponse(status=401)
        return refusal_response(Refused("bad_frame", end.reason))
    except Exception:
        logger.exception("An exchange could not be served")
        return refusal_response(Refused("unavailable", retry_after=2.0))
    finally:
        node.hub.leave(connection)


async def _answer(asked: Exchange, conversation: Conversation, connection: PolledConnection) -> list[bytes]:
    replies = [await conversation.reply_to(bytes(frame)) for frame in asked.frames]
    if asked.wait_seconds and not connection.frames and all(_nothing_new(reply) for reply in replies):
        await connection.something(asked.wait_seconds)
    return replies + connection.frames


def _read(request: HttpRequest) -> Exchange:
    if (
        int(request.headers.get("Content-Length") or 0) > 4 * MAX_FRAME_BYTES
        or len(request.body) > 4 * MAX_FRAME_BYTES
    ):
        raise Refused("too_large")
    try:
        return _decoder.decode(request.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise Refused(
            "bad_frame", _("This exchange could not be understood: %(fault)s"), fault=str(error)[:200]
        ) from None


def _nothing_new(reply: bytes) -> bool:
    return reply.startswith(b'{"type":"pong"') or (
        reply.startswith(b'{"type":"page"') and b'"entries":[]' in reply[:200]
    )


def refusal_response(no: Refused) -> HttpResponse:
    """A refusal as an HTTP response of the same shape."""
    frame = encode(Refusal(ref=None, code=no.code, text=no.text, retry_after=no.retry_after))
    response = _response([frame], status=STATUS.get(no.code, 400))
    if no.retry_after is not None:
        response["Retry-After"] = str(max(1, round(no.retry_after)))
    return response


def _response(frames: list[bytes], *, status: int = 200) -> HttpResponse:
    body = b'{"frames":[' + b",".join(frames) + b"]}"
    return HttpResponse(
        body, status=status, content_type="application/json", headers={"Cache-Control": "no-store"}
    )
