"""A reader who stops reading is let go, and nobody else waits for them."""

import asyncio
import json
import socket

import pytest
from asgiref.sync import sync_to_async
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from tests.faults.oracle import workload
from tests.live import LiveNode, nodes

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


async def test_who_stops_reading_is_closed_and_the_others_go_on(live_env, tmp_path):
    with nodes(LiveNode(tmp_path / "node.log", live_env)) as (node,):
        async with workload([node], talks=1) as load:
            ada, mia = load.people
            path, hello, _ = await ada._greet(node)
            narrow = socket.create_connection(("127.0.0.1", node.port))
            narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
            lazy = await connect(
                node.ws(path),
                sock=narrow,
                subprotocols=[Subprotocol("frontdesk.v1")],
                max_queue=1,
                ping_interval=None,
            )
            await lazy.send(json.dumps(hello))
            resume = {"type": "resume", "ref": 1, "chat_session": ada.chat_session, "after_seq": 0}
            await lazy.send(json.dumps(resume))
            for n in range(500):
                mia.say(f"{n} " + "字" * 7_000)
            assert await load.verdict() == []
            assert (ada.connections, mia.connections) == (1, 1)

            seen = []
            code = None
            async with asyncio.timeout(40):
                try:
                    while True:
                        frame = json.loads(await lazy.recv())
                        if frame["type"] == "entry":
                            seen.append(frame["seq"])
                except ConnectionClosed as end:
                    code = end.rcvd.code if end.rcvd else 1006
            assert code in {4413, 1006}
            assert seen == list(range(seen[0], seen[0] + len(seen)))
            assert len(seen) < 500
        await sync_to_async(lambda: None)()
        assert "Traceback" not in node.said()
