"""Where a customer is on the site, and what they look with."""

from urllib.parse import urlsplit
from uuid import UUID

from django.db import connection, transaction

from chat.bus.publish import publish_on_commit
from chat.hints import Hints
from chat.hub.topics import Envelope, lane_topic
from chat.models import ChatSession
from chat.protocol.base import ServerFrame, encode
from chat.protocol.facts import CustomerChanged, PageView, PageViewed
from chat.protocol.requests import Visit

MOST_PAGES = 50

VISIT = """
WITH fresh AS (
    INSERT INTO chat_pageview (customer_id, url, title, at)
    SELECT %(customer)s, %(url)s, %(title)s, statement_timestamp()
    WHERE %(url)s IS DISTINCT FROM (
        SELECT url FROM chat_pageview WHERE customer_id = %(customer)s ORDER BY id DESC LIMIT 1
    )
    RETURNING at
), given_way AS (
    DELETE FROM chat_pageview WHERE id IN (
        SELECT id FROM chat_pageview WHERE customer_id = %(customer)s ORDER BY id DESC OFFSET %(most)s - 1
    ) AND EXISTS (SELECT 1 FROM fresh)
), changed AS (
    INSERT INTO chat_device AS d (customer_id, user_agent, language, time_zone, screen, referrer)
    VALUES (%(customer)s, %(user_agent)s, %(language)s, %(time_zone)s, %(screen)s, %(referrer)s)
    ON CONFLICT (customer_id) DO UPDATE SET user_agent = excluded.user_agent, language = excluded.language,
        time_zone = excluded.time_zone, screen = excluded.screen,
        referrer = coalesce(nullif(excluded.referrer, ''), d.referrer)
    WHERE (d.user_agent, d.language, d.time_zone, d.screen, d.referrer)
        <> (excluded.user_agent, excluded.language, excluded.time_zone, excluded.screen,
            coalesce(nullif(excluded.referrer, ''), d.referrer))
    RETURNING 1
)
SELECT (SELECT at FROM fresh), EXISTS (SELECT 1 FROM changed),
    (SELECT id FROM chat_chatsession WHERE customer_id = %(customer)s ORDER BY opened_at DESC LIMIT 1)
"""


@transaction.atomic
def record_visit(*, customer_id: UUID, visit: Visit, hints: Hints) -> None:
    """The customer has this page open now; staff who follow their latest chat session are told what is new.

    One query; the same page again changes nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            VISIT,
            {
                "customer": customer_id,
                "url": visit.url,
                "title": visit.title,
                "most": MOST_PAGES,
                "user_agent": hints.user_agent,
                "language": hints.language,
                "time_zone": visit.time_zone,
                "screen": visit.screen,
                "referrer": visit.referrer if _is_elsewhere(visit) else "",
            },
        )
        at, changed, chat_session = cursor.fetchone()
    if chat_session is None:
        return
    if at is not None:
        page = PageView(url=visit.url, title=visit.title, at=at)
        _tell(chat_session, PageViewed(chat_session=chat_session, page=page))
    if changed:
        _tell(chat_session, CustomerChanged(chat_session=chat_session))


def _is_elsewhere(visit: Visit) -> bool:
    """Whether they came from another site. What cannot be read says nothing."""
    try:
        return urlsplit(visit.referrer).netloc != urlsplit(visit.url).netloc
    except ValueError:
        return False


def tell_customer_changed(customer_id: UUID) -> None:
    """To staff who follow the customer's latest chat session, once the running transaction is committed."""
    of_customer = ChatSession.objects.filter(customer=customer_id).order_by("-opened_at")
    chat_session = of_customer.values_list("pk", flat=True).first()
    if chat_session is not None:
        _tell(chat_session, CustomerChanged(chat_session=chat_session))


def _tell(chat_session: UUID, frame: ServerFrame) -> None:
    publish_on_commit([Envelope(lane_topic(chat_session, "staff"), 0, encode(frame))])
