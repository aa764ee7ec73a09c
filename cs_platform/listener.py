"""The web server's listening socket, made by us for the options that accepted connections inherit."""

import contextlib
import errno
import resource
import socket

TCP_USER_TIMEOUT_MS = 25_000
BACKLOG = 4096


class PortTakenError(RuntimeError):
    """Somebody else listens there; the text names the option that chooses another port."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"{host}:{port} is taken by another program. Choose another port: `make run port={port + 1}`"
            f" or `PORT={port + 1}`."
        )


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket that listens. A reader whose network went away holds its buffers for seconds, not minutes.

    Raises PortTakenError.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, TCP_USER_TIMEOUT_MS)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(host, port) from None
        raise
    return listener


def check_port_is_free(host: str, port: int) -> None:
    """Raises PortTakenError now rather than after everything else was started."""
    listening_socket(host, port).close()


def raise_open_files_limit() -> None:
    """Each connection is an open file: as many as the machine allows us."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
