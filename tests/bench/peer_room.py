"""The peer's side: its tables in the same PostgreSQL, its rooms and members, its two server processes."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import connection

from chat.ids import new_id
from tests.bench.javascript import running, start_program
from tests.bench.nodes import free_port

POOL_SIZE = 10  # pg's own default
TABLES = """
CREATE TABLE IF NOT EXISTS peer_room (id uuid PRIMARY KEY, seq bigint NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS peer_member (
    id uuid PRIMARY KEY, room_id uuid NOT NULL REFERENCES peer_room, token text NOT NULL UNIQUE
);
CREATE TABLE IF NOT EXISTS peer_message (
    room_id uuid NOT NULL, seq bigint NOT NULL, sender_id uuid NOT NULL, client_id uuid NOT NULL,
    body text NOT NULL, created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (room_id, seq), UNIQUE (room_id, sender_id, client_id)
);
"""


def make_rooms(count: int) -> list[tuple[str, str]]:
    """So many rooms of two; the tokens of their members."""
    tokens = []
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        for _ in range(count):
            room, pair = new_id(), (str(new_id()), str(new_id()))
            cursor.execute("INSERT INTO peer_room (id) VALUES (%s)", [room])
            for token in pair:
                cursor.execute("INSERT INTO peer_member VALUES (%s, %s, %s)", [new_id(), room, token])
            tokens.append(pair)
    return tokens


@contextmanager
def running_peers(count: int) -> Iterator[list["Peer"]]:
    """So many of the peer's server processes."""
    peers = [Peer() for _ in range(count)]
    with running(*[peer.process for peer in peers]):
        yield peers


class Peer:
    """One server process of the peer."""

    def __init__(self) -> None:
        self.port = free_port()
        database = settings.DATABASES["default"]
        redis_socket = unquote(urlsplit(settings.REDIS_URL).path)
        config: dict[str, Any] = {
            "port": self.port,
            "redis_socket": redis_socket,
            "pool_size": POOL_SIZE,
            "postgres": {"host": database["HOST"], "user": database["USER"], "database": database["NAME"]},
        }
        self.process: subprocess.Popen[str] = start_program("server.mjs", json.dumps(config))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"
