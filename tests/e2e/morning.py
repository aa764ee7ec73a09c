"""A believable morning in the demo shop: who writes, what they write, and for how long they have waited."""

import unicodedata
from contextlib import ExitStack
from uuid import uuid4

from tests.e2e.customer import CustomerDouble
from tests.e2e.house import House

# The messages of a chat lie some time apart, and nobody has only just come.
SPREAD_MESSAGES = """
UPDATE chat_message m SET created_at = now() - make_interval(secs => (r.back - 1) * 47 + 24)
FROM (
    SELECT id, row_number() OVER (PARTITION BY chat_session_id ORDER BY created_at DESC, seq DESC) AS back
    FROM chat_message
) r WHERE r.id = m.id
"""
BEGAN = "UPDATE chat_message SET created_at = now() - make_interval(secs => %s) WHERE chat_session_id = %s"
SPREAD_CHATS = """
UPDATE chat_chatsession s SET opened_at = m.first, waiting_since = m.first
FROM (SELECT chat_session_id, min(created_at) AS first FROM chat_message GROUP BY 1) m WHERE m.chat_session_id = s.id
"""
SPREAD_LINE = """
UPDATE agents_routing r
SET waiting_since = s.waiting_since, order_at = s.waiting_since - make_interval(days => r.priority)
FROM chat_chatsession s WHERE s.id = r.chat_session_id
"""
SPREAD_ANSWERS = """
UPDATE chat_chatsession s SET unanswered_since = m.first
FROM (
    SELECT chat_session_id, min(created_at) AS first FROM chat_message asked
    WHERE lane = 'public' AND sender_kind = 'customer' AND NOT EXISTS (
        SELECT 1 FROM chat_message answer WHERE answer.chat_session_id = asked.chat_session_id
        AND answer.lane = 'public' AND answer.sender_kind = 'agent' AND answer.seq > asked.seq
    ) GROUP BY 1
) m WHERE m.chat_session_id = s.id AND s.unanswered_since IS NOT NULL
"""
SPREAD_DECISIONS = """
UPDATE agents_decision d SET at = s.waiting_since
FROM chat_chatsession s WHERE s.id = d.chat_session_id AND d.kind = 'waits'
"""


class Morning:
    """The customers. What they wrote lies back as far as it should once `passes` was called."""

    def __init__(self, house: House, stack: ExitStack) -> None:
        self.house, self._stack = house, stack
        self._site = house.site()
        self._began_seconds_ago: dict[str, int] = {}

    def comes(self, name: str, text: str, *, seconds_ago: int | None = None) -> CustomerDouble:
        return self.opens(self._double(name), text, seconds_ago)

    def opens(self, who: CustomerDouble, text: str, seconds_ago: int | None = None) -> CustomerDouble:
        who.chat_session = who.ask("open", anew=True)["chat_session"]["id"]
        who.writes(text)
        if seconds_ago is not None:
            self._began_seconds_ago[who.chat_session] = seconds_ago
        return who

    def is_known(self, name: str) -> CustomerDouble:
        """A customer who goes first, and has been here twice."""
        who = self._double(name)
        self.house.sql("INSERT INTO agents_customercare (customer_id, priority) VALUES (%s, 1)", who.id)
        for _ in range(2):
            who.ask("close", chat_session=who.ask("open", anew=True)["chat_session"]["id"])
        return who

    def leaves(self, name: str, text: str, *, seconds_ago: int) -> None:
        """A message, while nobody was there."""
        who = self._double(name)
        who.ask("close", chat_session=who.chat_session)
        left = who.ask("leave_message", client_id=str(uuid4()), text=text)
        self._began_seconds_ago[left["chat_session"]] = seconds_ago

    def passes(self) -> None:
        self.house.sql(SPREAD_MESSAGES)
        for chat_session, seconds in self._began_seconds_ago.items():
            self.house.sql(BEGAN, seconds, chat_session)
        for statement in (SPREAD_CHATS, SPREAD_LINE, SPREAD_ANSWERS, SPREAD_DECISIONS):
            self.house.sql(statement)

    def _double(self, name: str) -> CustomerDouble:
        first = unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode().split(" ")[0].lower()
        email = f"{first}@example.com" if first else ""
        return self._stack.enter_context(
            CustomerDouble(self.house.origin, site=self._site, name=name, email=email)
        )
