"""Asking ClamAV's daemon about a file, by its INSTREAM command (clamd(8))."""

import socket
import struct
from typing import BinaryIO
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from chat.protocol.refusals import Refused

CHUNK_BYTES = 64 * 1024
LIMIT_SECONDS = 60.0
MOST_REPLY_BYTES = 4_096


def refuse_infected(file: BinaryIO, address: str) -> None:
    """Returns when the daemon has found nothing.

    Raises `Refused`: infected; too_large (for the daemon to look at); unavailable, when it cannot be asked: what nobody
    looked at is not passed on.
    """
    file.seek(0)
    try:
        with _connected(address) as link:
            verdict = _ask(link, file)
    except OSError as error:
        raise Refused(
            "unavailable", _("The virus scanner cannot be reached just now."), retry_after=10.0
        ) from error
    if verdict == "OK":
        return
    if verdict.endswith(" FOUND"):
        raise Refused(
            "infected",
            _("A virus was found in this file: %(name)s"),
            name=verdict.removesuffix(" FOUND")[:80],
        )
    if "size limit exceeded" in verdict:
        raise Refused("too_large", _("This file is too large for the virus scanner."))
    raise Refused(
        "unavailable", _("The virus scanner did not say whether this file is clean."), retry_after=10.0
    )


def _connected(address: str) -> socket.socket:
    where = urlsplit(address)
    if where.scheme == "unix":
        link = socket.socket(socket.AF_UNIX)
        link.settimeout(LIMIT_SECONDS)
        try:
            link.connect(where.path)
        except OSError:
            link.close()
            raise
        return link
    return socket.create_connection((where.hostname, where.port), timeout=LIMIT_SECONDS)


def _ask(link: socket.socket, file: BinaryIO) -> str:
    """What it says of the stream. It may say so, and hang up, before it has read everything."""
    try:
        link.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK_BYTES):
            link.sendall(struct.pack("!I", len(chunk)) + chunk)
        link.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        pass  # its reply says why
    reply = b""
    while len(reply) < MOST_REPLY_BYTES and (more := link.recv(MOST_REPLY_BYTES)):
        reply += more
        if b"\0" in more:
            break
    return reply.rstrip(b"\0\n").decode("utf-8", "replace").removeprefix("stream: ")
