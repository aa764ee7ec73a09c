"""What was said: within what an agent is at work with, or in one customer's past."""

import psycopg
import pytest

from agents import finding
from agents.finding import find
from agents.services.closing import close_by_agent
from agents.services.helpers import invite
from agents.services.lines import pull
from chat.ids import new_id
from chat.log.writer import append
from chat.models import Message
from chat.protocol.refusals import Refused
from tests.agents.build import group, opened, present
from tests.chat.build import answered, customer, said
from tests.live import database_env

pytestmark = pytest.mark.django_db(transaction=True)


class House:
    """In each chat session somebody said "oak", in public and in a note."""

    def __init__(self) -> None:
        self.front, self.back = group(strategy="manual", for_everyone=False), group("Back", strategy="manual")
        self.mia, self.leo = (present(name, groups={self.front: 1}) for name in ("mia", "leo"))
        self.zoe = present("zoe", groups={self.back: 1})
        self.ada = customer("Ada")
        self.past = self.oak(opened(self.ada), "past")
        pull(chat_session_id=self.past.id, agent_id=self.leo.id)
        close_by_agent(chat_session_id=self.past.id, agent_id=self.leo.id)
        self.mine = self.oak(opened(self.ada, anew=True), "mine")
        pull(chat_session_id=self.mine.id, agent_id=self.mia.id)
        self.helped = self.oak(opened("Bob"), "helped")
        pull(chat_session_id=self.helped.id, agent_id=self.leo.id)
        invite(chat_session_id=self.helped.id, agent_id=self.leo.id, helper_id=self.mia.id)
        self.others = self.oak(opened("Cyd"), "others")
        pull(chat_session_id=self.others.id, agent_id=self.leo.id)
        self.waits = self.oak(opened("Dan"), "waits")

    @staticmethod
    def oak(talk, name: str):
        append([said(talk, f"Oak {name}"), answered(talk, f"note: OAK {name}", lane="staff")])
        return talk


@pytest.fixture
def house():
    return House()


def found(who, text: str, of=None) -> list[str]:
    hits, _ = find(agent_id=who.id, text=text, customer_id=of)
    return [hit.excerpt for hit in hits]


def test_it_looks_where_one_is_at_work(house):
    assert found(house.mia, "oak") == [
        "note: OAK waits", "Oak waits", "note: OAK helped", "Oak helped", "note: OAK mine", "Oak mine",
    ]  # fmt: skip
    assert found(house.zoe, "oak") == []


def test_of_a_customer_it_looks_at_all_that_may_be_read(house):
    assert found(house.mia, "oak", house.ada.id) == [
        "note: OAK mine",
        "Oak mine",
        "note: OAK past",
        "Oak past",
    ]
    assert found(house.zoe, "oak", house.ada.id) == found(house.zoe, "oak", new_id()) == []


def test_a_hit_says_where_and_by_whom_it_was_said(house):
    hits, more = find(agent_id=house.mia.id, text=" oak mine ", customer_id=None)
    (note, public), talk = hits, house.mine
    assert (note.chat_session, note.lane, note.seq, note.customer_name) == (talk.id, "staff", 1, "Ada")
    assert (public.lane, public.seq, public.who.kind, public.who.id) == (
        "public",
        2,
        "customer",
        house.ada.id,
    )
    assert (public.at, more) == (
        Message.objects.get(chat_session=talk, lane="public", seq=2).created_at,
        False,
    )


@pytest.mark.parametrize(
    ("text", "hits"), [("50%", 1), ("%", 1), ("_", 0), ("\\", 0), ("木", 1), ("'; --", 0), ("opened", 0)]
)
def test_what_is_looked_for_is_text_and_events_are_none(house, text, hits):
    append([said(house.mine, "50% off 橡木")])
    assert len(found(house.mia, text)) == hits


def test_of_many_the_latest_come_and_it_says_that_there_are_more(house, monkeypatch):
    monkeypatch.setattr(finding, "MOST_HITS", 2)
    hits, more = find(agent_id=house.mia.id, text="oak", customer_id=None)
    assert ([hit.excerpt for hit in hits], more) == (["note: OAK waits", "Oak waits"], True)


def test_what_takes_too_long_is_given_up_and_the_connection_lives(house, monkeypatch):
    monkeypatch.setattr(finding, "LONGEST_SEARCH_MS", 20)
    where = {"agent_id": house.mia.id, "text": "oak waits", "customer_id": None}
    with psycopg.connect(database_env()["DATABASE_URL"]) as other:
        other.execute("LOCK TABLE chat_message")
        with pytest.raises(Refused) as no:
            find(**where)
    assert (no.value.code, no.value.retry_after) == ("unavailable", 5.0)
    assert len(find(**where)[0]) == 2


def test_it_costs_a_fixed_number_of_queries(house, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        found(house.mia, "oak")
