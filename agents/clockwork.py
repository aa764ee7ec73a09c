"""When the worker or its beat is gone, a node looks at the clocks itself: late by seconds, never wrong."""

import asyncio
import logging
import random

from agents.clocks import run_due, seconds_since_sweep
from chat.db import in_db
from chat.node import Node, NodeService

logger = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
PATIENCE_SECONDS = 5.0


class Clockwork(NodeService):
    """Steps in for the sweep."""

    def __init__(self, node: Node) -> None:
        super().__init__(node)
        node.spawn(self._keep_looking())

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS * random.uniform(0.8, 1.2))
            try:
                await in_db(_step_in)
            except Exception:
                logger.exception("The clocks could not be looked at; trying again")


def _step_in() -> int:
    return run_due() if seconds_since_sweep() > PATIENCE_SECONDS else 0
