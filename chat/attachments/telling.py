"""Telling who reads a lane that a file in it has other forms now."""

from typing import cast
from uuid import UUID

from chat.attachments.cards import attachment_card
from chat.bus.publish import publish_on_commit
from chat.hub.topics import Envelope, lane_topic
from chat.models import Attachment, Message
from chat.protocol.base import Lane, encode
from chat.protocol.frames import AttachmentEvent


def tell_attachment(attachment_id: UUID) -> None:
    """Once the running transaction is committed. What was not sent yet nobody follows: its entry will tell it all."""
    row = Attachment.objects.get(pk=attachment_id)
    message = Message.objects.filter(chat_session=row.chat_session_id, attachment_id=row.pk).first()
    if message is None:
        return
    event = AttachmentEvent(chat_session=row.chat_session_id, attachment=attachment_card(row))
    publish_on_commit([Envelope(lane_topic(row.chat_session_id, cast(Lane, message.lane)), 0, encode(event))])
