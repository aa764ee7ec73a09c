"""What the servers run: Django for HTTP, consumers for sockets, and the node's life with the server's."""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cs_platform.settings")

import django

django.setup(set_prefix=False)

from channels.routing import ProtocolTypeRouter, URLRouter

from agents.routing import websocket_urlpatterns as agents_sockets
from chat.node import running_node, stop_node
from chat.routing import websocket_urlpatterns as chat_sockets
from cs_platform.http import StreamingHandler
from cs_platform.pauses import keep_pauses_short


async def lifespan(scope: Any, receive: Any, send: Any) -> None:
    """Start the node before the first connection and stop it after the last (ASGI lifespan protocol)."""
    while True:
        event = await receive()
        if event["type"] == "lifespan.startup":
            await running_node()
            keep_pauses_short()
            await send({"type": "lifespan.startup.complete"})
        elif event["type"] == "lifespan.shutdown":
            await stop_node()
            await send({"type": "lifespan.shutdown.complete"})
            return


application = ProtocolTypeRouter(
    {
        "http": StreamingHandler(),
        "websocket": URLRouter([*chat_sockets, *agents_sockets]),
        "lifespan": lifespan,
    }
)
