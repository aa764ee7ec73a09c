"""The body of a request as it comes in, for whoever must not wait for its end."""

import asyncio
from collections.abc import AsyncIterator

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest

RECEIVE = "frontdesk.receive"
"""In the ASGI scope: where the body is still to be received from. Elsewhere Django has read it already."""

CHUNK_BYTES = 64 * 1024
SILENT_SECONDS = 30.0


class Broken(Exception):
    """The body ended before its end, or nothing came for 30 s."""


async def chunks_of(request: HttpRequest) -> AsyncIterator[bytes]:
    """What comes, piece by piece; nothing is kept. Raises `Broken`."""
    assert isinstance(request, ASGIRequest)
    receive = request.scope.get(RECEIVE)
    if receive is None:
        while chunk := request.read(CHUNK_BYTES):
            yield chunk
        return
    while True:
        try:
            async with asyncio.timeout(SILENT_SECONDS):
                message = await receive()
        except TimeoutError:
            raise Broken from None
        if message["type"] == "http.disconnect":
            raise Broken
        if message.get("body"):
            yield message["body"]
        if not message.get("more_body", False):
            return
