"""Serving with uvicorn, with the options that DESIGN §4.1 found necessary."""

import logging
import warnings

import uvicorn

from cs_platform.listener import BACKLOG, listening_socket, raise_open_files_limit
from cs_platform.websocket import LeanWebSocket

logger = logging.getLogger(__name__)

WEBSOCKET_FRAME_LIMIT_BYTES = 65_536
GRACEFUL_SHUTDOWN_SECONDS = 10


def uvicorn_config(*, trusted_proxies: str) -> uvicorn.Config:
    """Deflate off: it costs 35 KiB per socket. Pings off: our own heartbeats go both ways."""
    return uvicorn.Config(
        "cs_platform.asgi:application",
        loop="uvloop",
        http="httptools",
        ws=LeanWebSocket,
        ws_per_message_deflate=False,
        ws_max_size=WEBSOCKET_FRAME_LIMIT_BYTES,
        ws_ping_interval=None,
        lifespan="on",
        access_log=False,
        # At INFO uvicorn writes two lines for every socket.
        log_config=None,
        log_level="warning",
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=trusted_proxies,
        backlog=BACKLOG,
        timeout_graceful_shutdown=GRACEFUL_SHUTDOWN_SECONDS,
    )


def serve(*, host: str, port: int, trusted_proxies: str) -> None:
    """Serves until SIGTERM or SIGINT, then lets requests end and closes sockets with 1012.

    Raises PortTakenError.
    """
    # Static files are small; that Django reads one whole before sending it is no news worth a line each.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
    raise_open_files_limit()
    listener = listening_socket(host, port)
    logger.info("Serving on %s:%s", host, port)
    uvicorn.Server(uvicorn_config(trusted_proxies=trusted_proxies)).run(sockets=[listener])
