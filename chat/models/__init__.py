"""What is stored of chats."""

from chat.models.attachment import Attachment, AttachmentKind, AttachmentState, UploadDay
from chat.models.chat_session import ChatSession, Phase
from chat.models.customer import Customer, CustomerToken
from chat.models.facts import Device, GivenAnswers, PageView
from chat.models.message import SAID, Amended, FormerText, Kind, Lane, Message, SenderKind
from chat.models.question import SiteQuestion
from chat.models.site import Site, SiteKey

__all__ = [
    "SAID",
    "Amended",
    "Attachment",
    "AttachmentKind",
    "AttachmentState",
    "ChatSession",
    "Customer",
    "CustomerToken",
    "Device",
    "FormerText",
    "GivenAnswers",
    "Kind",
    "Lane",
    "Message",
    "PageView",
    "Phase",
    "SenderKind",
    "Site",
    "SiteKey",
    "SiteQuestion",
    "UploadDay",
]
