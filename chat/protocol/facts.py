"""What is known of a customer beside what they write: where they are on the site, and what they answered before."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from chat.protocol.base import ServerFrame

MOST_ANSWERS = 20


class Answer(Struct, frozen=True, forbid_unknown_fields=True):
    """A question that was asked before the chat, as it was worded, and what the customer answered."""

    question: Annotated[str, Meta(max_length=200)]
    answer: Annotated[str, Meta(max_length=1_000)]


Answers = Annotated[list[Answer], Meta(max_length=MOST_ANSWERS)]


class PageView(Struct, frozen=True):
    """A page of the site that the customer had open, and since when."""

    url: str
    title: str
    at: datetime


class PageViewed(ServerFrame, frozen=True, tag="page_viewed", kw_only=True):
    """To staff who follow a chat session: its customer went to another page."""

    chat_session: UUID
    page: PageView


class CustomerChanged(ServerFrame, frozen=True, tag="customer_changed", kw_only=True):
    """To staff who follow a chat session: what is known of its customer changed; ask `get_customer`."""

    chat_session: UUID
