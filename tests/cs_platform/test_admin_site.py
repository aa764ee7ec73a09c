"""What comes in an address of the set-up pages and can be in no database is refused, whatever it filters."""

import pytest
from django.test import Client

from agents.models import Agent, CannedReply
from chat.models import ChatSession, Customer
from tests.agents.admin.build import boss, client_of, page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("model", "query"),
    [
        (Agent, "status__exact=%00"),
        (Agent, "name=a%00b"),
        (CannedReply, "language=%00"),
        (ChatSession, "phase__exact=%00"),
        (Customer, "q=%00"),
    ],
)
def test_nul_in_a_query_is_a_bad_request_and_no_fault_of_ours(model, query):
    client: Client = client_of(boss())
    client.raise_request_exception = False
    assert client.get(f"{page(model, 'changelist')}?{query}").status_code == 400


def test_any_other_character_is_looked_for():
    assert client_of(boss()).get(f"{page(Customer, 'changelist')}?q=%25%0A%FF").status_code == 200
