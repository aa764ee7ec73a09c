"""Telling who reads a lane that a file in it has other forms now."""

from uuid import UUID

from chat.attachments.cards import attachment_card
from chat.bus.publish import publish_on_commit
from chat.hub.topics import Envelope, lane_topic
from chat.models import Attachment
from chat.protocol.base import Lane, encode
from chat.protocol.frames import AttachmentEvent


def tell_attachment(attachment_id: UUID) -> None:
    """Once the running transaction is committed. Who has not been sent it has it from the log later, as it is then."""
