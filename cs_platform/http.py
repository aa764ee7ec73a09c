"""Django for HTTP; but whoever uploads a file is read by the view, while it comes in."""

from io import BytesIO
from typing import Any

from asgiref.sync import sync_to_async
from django.core import signals
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.urls import set_script_prefix

from chat.attachments.body import RECEIVE

STREAMED_PATHS = "/api/uploads"


class StreamingHandler(ASGIHandler):
    """Django's own reads every body whole before it calls a view: of a broken upload nothing would be kept."""

    async def handle(self, scope: Any, receive: Any, send: Any) -> None:
        if not scope["path"].startswith(STREAMED_PATHS):
            await super().handle(scope, receive, send)
            return
        set_script_prefix(get_script_prefix(scope))
        await signals.request_started.asend(sender=self.__class__, scope=scope)
        request, response = self.create_request({**scope, RECEIVE: receive}, BytesIO())
        if request is not None:
            response = await self.run_get_response(request)
        assert response is not None
        await self.send_response(response, send)
        await sync_to_async(response.close)()
