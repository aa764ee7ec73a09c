"""What one client asks and is answered, whatever carries the frames."""

import logging
from collections.abc import Sequence
from typing import ClassVar, get_args
from uuid import UUID

from django.conf import settings
from django.utils import translation

from chat.hub.connection import Connection, PolledConnection
from chat.hub.topics import Envelope, lane_topic
from chat.log.drafts import Stored
from chat.log.reader import PageRequest
from chat.node import Node
from chat.protocol.base import Lane, Request, ServerFrame, encode
from chat.protocol.decode import Decoder, ref_of
from chat.protocol.frames import Ack, Ok, Page, Pong, Refusal
from chat.protocol.refusals import CloseCode, Closing, Refused
from chat.protocol.requests import Ping, Send, Unfollow
from chat.wire.gate import TokenBucket, refuse_if_too_fast

logger = logging.getLogger(__name__)


class Conversation:
    """Frame in, reply out. Subclasses say what their audience may ask, in `answer`."""

    decoder: ClassVar[Decoder[Request]]
    messages: ClassVar[tuple[type[Request], ...]] = (Send,)

    def __init__(self, node: Node, connection: Connection, who: UUID, language: str = "") -> None:
        self.node = node
        self.language = language or settings.LANGUAGE_CODE
        self.connection = connection
        now = node.loop.time()
        polling = isinstance(connection, PolledConnection)
        self._messages, self._frames = (
            node.gate.polling_buckets(str(who), now) if polling else node.gate.message_buckets(now)
        )
        self._bad: TokenBucket | None = None

    async def reply_to(self, raw: bytes | str) -> bytes:
        """The encoded reply to one frame. Raises `Closing` after too many bad ones; nothing else."""
        now = self.connection.heard_at = self.node.loop.time()
        ref: int | None = None
        try:
            refuse_if_too_fast(self._frames, now)
            try:
                frame = self.decoder.decode(raw)
            except Refused:
                self._count_bad(now)
                raise
            ref = frame.ref
            if isinstance(frame, Ping):
                return encode(Pong(ref=ref))
            if isinstance(frame, Unfollow):
                return encode(self.unfollow(frame))
            if isinstance(frame, self.messages):
                refuse_if_too_fast(self._messages, now)
            return encode(await self.answer(frame))
        except Refused as no:
            ref = ref_of(raw) if ref is None else ref
            return self._refusal(ref, no)
        except Closing:
            raise
        except Exception:
            logger.exception("A request failed")
            return self._refusal(ref, Refused("unavailable", retry_after=2.0))

    def _refusal(self, ref: int | None, no: Refused) -> bytes:
        """In the reader's language."""
        with translation.override(self.language):
            return encode(Refusal(ref=ref, code=no.code, text=no.text, retry_after=no.retry_after))

    async def answer(self, frame: Request) -> ServerFrame:
        """The reply to one request. Raises `Refused`."""
        raise NotImplementedError

    async def follow(
        self, ref: int, chat_session: UUID, lane: Lane, after_seq: int, customer: UUID | None
    ) -> Page:
        """Subscribe, then read: overlap is harmless, a hole is not. Raises `Refused("unknown")`."""
        hub, topic = self.node.hub, lane_topic(chat_session, lane)
        held = PolledConnection()  # until the log has said that this reader may hear the topic
        hub.subscribe(topic, held)
        try:
            page = await self.node.pages.submit(PageRequest(chat_session, lane, after_seq, customer))
            hub.settle(topic, page.last_seq)
            if topic not in self.connection.topics:
                hub.subscribe(topic, self.connection)
                for frame in held.frames:
                    self.connection.push(frame)
        finally:
            hub.unsubscribe(topic, held)
        return Page(
            ref=ref, chat_session=chat_session, lane=lane, entries=page.entries, last_seq=page.last_seq,
            more=page.more, read=page.read,
        )  # fmt: skip

    def unfollow(self, frame: Unfollow) -> Ok:
        """Unsubscribe from both lanes. Again is harmless."""
        for lane in get_args(Lane):
            self.node.hub.unsubscribe(lane_topic(frame.chat_session, lane), self.connection)
        return Ok(ref=frame.ref)

    def tell(self, envelopes: Sequence[Envelope]) -> None:
        self.node.tell(envelopes)

    def _count_bad(self, now: float) -> None:
        most = self.node.settings.limits.bad_frames_per_minute
        self._bad = self._bad or TokenBucket(most / 60, most, now)
        if self._bad.take(now):
            raise Closing(CloseCode.BAD_FRAMES)


def ack(ref: int, chat_session: UUID, client_id: UUID, stored: Stored) -> Ack:
    """Stored for good."""
    return Ack(ref=ref, chat_session=chat_session, client_id=client_id, seq=stored.seq, at=stored.at)
