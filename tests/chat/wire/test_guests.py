"""What the position check does for the customers connected to a node, on the real database."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from chat.hub.connection import PolledConnection
from chat.models import ChatSession, Customer, Site
from chat.protocol.refusals import CloseCode
from chat.services.chat_sessions import close_chat_session, open_chat_session
from chat.services.identify import issue_token, revoke_tokens, token_sha256
from chat.wire.guests import Guest, Guests
from tests.chat.build import customer, node_in_memory

pytestmark = pytest.mark.django_db(transaction=True)


class Tab(PolledConnection):
    """A customer's connection, and the code it was ended with."""

    ended: CloseCode | None = None

    def end(self, code: CloseCode) -> None:
        self.ended = code

    def told(self) -> list[dict[str, Any]]:
        """The chat sessions it was told of since it was last asked."""
        frames, self.frames = [json.loads(frame) for frame in self.frames], []
        assert {frame["type"] for frame in frames} <= {"chat_session"}
        return [frame["chat_session"] for frame in frames]


@pytest.fixture
async def guests():
    async with (
        node_in_memory() as node
    ):  # its bus brings nothing: whatever is opened elsewhere is lost on the way
        yield node.service(Guests)


@pytest.fixture
def ada():
    return customer("Ada")


async def arrive(guests: Guests, who: Customer) -> Tab:
    tab = Tab()
    token = await sync_to_async(lambda: issue_token(customer=who))()
    guests.join(tab, Guest(who.id, token_sha256(token), who.site_id))
    return tab


@sync_to_async
def opened(by: Customer) -> str:
    return str(open_chat_session(customer_id=by.id).id)


async def test_a_chat_session_whose_event_was_lost_is_told_to_every_tab_of_its_customer_alone(guests, ada):
    tabs = [await arrive(guests, ada) for _ in range(2)]
    bo = await arrive(guests, await sync_to_async(customer)("Bo"))
    talk = await opened(ada)
    await guests.check_position()
    assert [[(s["id"], s["phase"], s["last_seq"]) for s in tab.told()] for tab in (*tabs, bo)] == [
        [(talk, "waiting", 1)], [(talk, "waiting", 1)], [],
    ]  # fmt: skip


async def test_one_opened_while_its_customer_was_arriving_is_told(guests, ada):
    talk = await opened(ada)  # after the read for `welcome`, before the subscription
    tab = await arrive(guests, ada)
    await guests.check_position()
    assert [s["id"] for s in tab.told()] == [talk]


async def test_it_is_told_as_it_stands_now_and_only_the_latest(guests, ada):
    tab = await arrive(guests, ada)
    first = await opened(ada)
    await sync_to_async(close_chat_session)(chat_session=UUID(first), by="customer")
    await guests.check_position()
    assert [(s["id"], s["phase"]) for s in tab.told()] == [(first, "closed")]
    second = await opened(ada)
    await guests.check_position()
    assert [(s["id"], s["phase"]) for s in tab.told()] == [(second, "waiting")]


async def test_what_was_opened_long_before_is_not_told_again(guests, ada):
    tab = await arrive(guests, ada)
    talk = await opened(ada)
    an_hour_ago = timezone.now() - timedelta(hours=1)
    await sync_to_async(ChatSession.objects.filter(pk=talk).update)(
        opened_at=an_hour_ago, waiting_since=an_hour_ago
    )
    await guests.check_position()
    assert tab.told() == []


async def test_who_has_left_is_told_nothing(guests, ada):
    tab = await arrive(guests, ada)
    guests.leave(tab)
    await opened(ada)
    await guests.check_position()
    assert tab.told() == []


async def test_whose_token_was_revoked_must_leave_and_nobody_else(guests, ada):
    tab, bo = await arrive(guests, ada), await arrive(guests, await sync_to_async(customer)("Bo"))
    await sync_to_async(revoke_tokens)(customer=ada)
    await guests.check_position()
    assert (tab.ended, bo.ended) == (CloseCode.REVOKED, None)


@pytest.mark.parametrize(("people", "queries"), [(0, 0), (1, 3), (20, 3)])
async def test_a_check_costs_three_queries_however_many_are_here(guests, people, queries, count_queries):
    for n in range(people):
        someone = await sync_to_async(customer)(f"{n}")
        await arrive(guests, someone)
        await opened(someone)
    asked = count_queries()
    await guests.check_position()
    assert len(asked) == queries, asked


async def test_a_site_that_shows_no_longer_what_is_typed_is_believed_at_the_next_check(guests, ada):
    told_at = guests.node.loop.time()
    assert guests.may_be_peeked_at(ada.site_id, told_at=told_at)
    await arrive(guests, ada)
    await guests.check_position()
    assert not guests.may_be_peeked_at(ada.site_id, told_at=told_at)
    assert guests.may_be_peeked_at(ada.site_id, told_at=guests.node.loop.time())  # who was told so since
    await sync_to_async(Site.objects.update)(sneak_peek=True)
    await guests.check_position()
    assert guests.may_be_peeked_at(ada.site_id, told_at=told_at)


async def test_of_a_site_of_which_nobody_is_here_any_more_nothing_is_remembered(guests, ada):
    told_at = guests.node.loop.time()
    tab = await arrive(guests, ada)
    await guests.check_position()
    guests.leave(tab)
    await guests.check_position()  # who comes by long-polling is no guest, and asks at each exchange
    assert guests.may_be_peeked_at(ada.site_id, told_at=told_at)
