"""Why this agent? The trace in the set-up pages."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from agents.models import Decision, Offer, Routing
from tests.agents.admin.build import boss, client_of, house, page, traced
from tests.agents.build import group, oversees
from tests.chat.build import agent, chat_session, customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Client:
    house()
    return client_of(boss())


def found(client: Client, model, query: str) -> list[object]:
    """The keys of the rows that a search lists."""
    rows = client.get(page(model, "changelist"), {"q": query}).context["cl"].result_list
    return [row.pk for row in rows]


def test_a_decision_names_who_was_passed_over_and_why(administrator):
    decision = Decision.objects.get()
    text = administrator.get(page(Decision, "change", decision.pk)).content.decode()
    assert "<p><strong>full 5/5</strong>: Leo</p>" in text
    assert "Frontdesk" in text
    assert f"?q={decision.chat_session_id}" in text


def test_one_without_others_says_so(administrator):
    Decision.objects.update(candidates=[])
    text = administrator.get(page(Decision, "change", Decision.objects.get().pk)).content.decode()
    assert "Nobody." in text


@pytest.mark.parametrize("model", [Decision, Offer, Routing])
def test_they_are_found_by_the_id_of_the_chat_session(administrator, model):
    desk = group("Other")
    traced(chat_session(customer("Bob")), desk, agent("ann"), [])
    wanted = model.objects.get(group=desk)
    assert found(administrator, model, f" {wanted.chat_session_id} ") == [wanted.pk]
    assert found(administrator, model, str(desk.pk)) == []
    assert found(administrator, model, "Bob") == []


def test_what_was_said_in_a_transfer_is_not_shown_where_no_look_is_noted(administrator):
    text = administrator.get(page(Offer, "change", Offer.objects.get().pk)).content.decode()
    assert "he is cross" not in text


@pytest.mark.parametrize("model", [Decision, Offer, Routing])
def test_who_is_not_an_administrator_sees_those_of_groups_they_oversee(administrator, model):
    sam = agent("sam")
    sam.user.user_permissions.set(Permission.objects.filter(codename=f"view_{model._meta.model_name}"))
    other = group("Other")
    traced(chat_session(customer("Bob")), other, sam, [])
    theirs, not_theirs = model.objects.get(group=other), model.objects.exclude(group=other).get()
    client = client_of(sam.user)
    assert found(client, model, "") == []

    oversees(sam, other)

    assert found(client, model, "") == [theirs.pk]
    assert client.get(page(model, "change", not_theirs.pk)).status_code == 302  # as for an unknown id


def test_a_list_costs_a_fixed_number_of_queries(administrator, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        administrator.get(page(Decision, "changelist"))
