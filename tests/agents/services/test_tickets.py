from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from agents.models import Ticket
from agents.services.tickets import issue_ticket, redeem_ticket
from chat.protocol.refusals import CloseCode, Closing
from tests.chat.build import agent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mia():
    return agent("mia")


def login(of) -> str:
    client = Client()
    client.force_login(of.user)
    return str(client.session.session_key)


def redeemed(ticket: str, key: str) -> bool:
    try:
        redeem_ticket(ticket=ticket, login_session_key=key)
    except Closing as end:
        return end.code != CloseCode.UNAUTHENTICATED
    return True


def test_a_ticket_admits_its_agent_once(mia):
    key = login(mia)
    ticket = issue_ticket(agent=mia, login_session_key=key)
    admitted = redeem_ticket(ticket=ticket, login_session_key=key)
    assert (admitted.agent_id, admitted.name, admitted.login_session_key) == (mia.id, "Mia", key)
    assert redeemed(ticket, key) is False


def test_of_many_who_show_it_at_once_one_is_admitted(mia):
    key = login(mia)
    ticket = issue_ticket(agent=mia, login_session_key=key)

    def show(_: int) -> bool:
        try:
            return redeemed(ticket, key)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(show, range(16))) == 1


def test_a_late_ticket_admits_nobody(mia):
    key = login(mia)
    ticket = issue_ticket(agent=mia, login_session_key=key)
    Ticket.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert redeemed(ticket, key) is False


def test_a_ticket_of_another_login_admits_nobody_and_is_used_up(mia):
    key, other = login(mia), login(mia)
    ticket = issue_ticket(agent=mia, login_session_key=key)
    assert [redeemed(ticket, other), redeemed(ticket, key)] == [False, False]


@pytest.mark.parametrize("ticket", ["", "x" * 60_000, "\ud800"])
def test_what_is_no_ticket_admits_nobody(mia, ticket):
    assert redeemed(ticket, login(mia)) is False


def test_after_logging_out_a_ticket_admits_nobody(mia):
    client = Client()
    client.force_login(mia.user)
    key = str(client.session.session_key)
    ticket = issue_ticket(agent=mia, login_session_key=key)
    client.logout()
    assert redeemed(ticket, key) is False


@pytest.mark.parametrize("lost", ["is_active", "is_staff"])
def test_who_is_no_longer_staff_is_not_admitted(mia, lost):
    key = login(mia)
    ticket = issue_ticket(agent=mia, login_session_key=key)
    setattr(mia.user, lost, False)
    mia.user.save()
    assert redeemed(ticket, key) is False


def test_the_ticket_itself_is_not_stored_and_old_ones_are_cleared_away(mia):
    first = issue_ticket(agent=mia, login_session_key="k")
    Ticket.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    second = issue_ticket(agent=mia, login_session_key="k")
    assert Ticket.objects.count() == 1
    assert {first, second}.isdisjoint(Ticket.objects.values_list("sha256", flat=True))
