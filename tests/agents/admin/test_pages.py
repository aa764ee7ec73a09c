"""Every set-up page of agents opens, and what happened can only be read."""

import pytest
from django.test import Client

from agents.models import (
    Agent,
    CustomerCare,
    Decision,
    Disposition,
    Membership,
    Offer,
    Outcome,
    Routing,
    SkillGroup,
    Tag,
)
from chat.models import ChatSession, Customer
from tests.agents.admin.build import T0, as_posted, boss, client_of, house, page
from tests.chat.build import customer

pytestmark = pytest.mark.django_db

SET_UP = [SkillGroup, Agent, Disposition, Tag, CustomerCare]
TRACE = [Decision, Offer, Routing]


@pytest.fixture
def administrator() -> Client:
    house()
    return client_of(boss())


@pytest.mark.parametrize("model", SET_UP + TRACE)
def test_every_list_and_row_opens_and_can_be_searched(administrator, model):
    row = model._default_manager.first()
    urls = [page(model, "changelist"), page(model, "changelist") + "?q=x", page(model, "change", row.pk)]
    assert [administrator.get(url).status_code for url in urls] == [200, 200, 200]


@pytest.mark.parametrize("model", SET_UP)
def test_every_form_opens_empty_and_saves_what_it_shows(administrator, model):
    row = model._default_manager.first()
    url = page(model, "change", row.pk)
    saved = administrator.post(url, as_posted(administrator, url))
    assert (administrator.get(page(model, "add")).status_code, saved.status_code) == (200, 302)
    assert model._default_manager.filter(pk=row.pk).values().get() == {
        field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields
    }


@pytest.mark.parametrize("model", TRACE)
def test_what_happened_can_only_be_read(administrator, model):
    row = model._default_manager.first()
    urls = [page(model, "add"), page(model, "change", row.pk), page(model, "delete", row.pk)]
    assert [administrator.post(url, {"post": "yes"}).status_code for url in urls] == [403, 403, 403]
    assert model._default_manager.count() == 1


def test_an_agent_is_put_into_a_group(administrator):
    leo = Agent.objects.get(name="Leo")
    url = page(Agent, "change", leo.pk)
    row = {"memberships-TOTAL_FORMS": 1, "memberships-0-group": SkillGroup.objects.get().pk}
    administrator.post(url, as_posted(administrator, url, **row, **{"memberships-0-level": 3}))
    assert Membership.objects.filter(agent=leo).values_list("group__name", "level", "supervises").get() == (
        "Front desk",
        3,
        False,
    )


def test_a_customer_gets_an_owner_and_stays_the_same_customer(administrator):
    ada, bob = Customer.objects.get(), customer("Bob")
    mia = Agent.objects.get(name="Mia")
    administrator.post(page(CustomerCare, "add"), {"customer": bob.pk, "priority": 5, "owner": mia.pk})
    administrator.post(page(CustomerCare, "change", bob.pk), {"customer": ada.pk, "priority": 7})
    assert list(CustomerCare.objects.order_by("priority").values_list("customer", "priority", "owner")) == [
        (ada.pk, 2, mia.pk),
        (bob.pk, 7, None),
    ]


def test_a_disposition_that_was_given_stays(administrator):
    given, mia = Disposition.objects.get(), Agent.objects.get(name="Mia")
    Outcome.objects.create(chat_session=ChatSession.objects.get(), disposition=given, agent=mia, noted_at=T0)
    answer = administrator.post(page(Disposition, "delete", given.pk), {"post": "yes"}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "“Complaint” was given to chat sessions and stays with them. Make it inactive instead."
    ]
    assert Disposition.objects.count() == 1


def test_one_that_was_not_can_go(administrator):
    never = Disposition.objects.create(name="Typo")
    administrator.post(page(Disposition, "delete", never.pk), {"post": "yes"})
    assert list(Disposition.objects.values_list("name", flat=True)) == ["Complaint"]


def test_an_administrator_finds_all_pages_in_the_menu(administrator):
    text = administrator.get("/admin/").content.decode()
    assert [model for model in [*SET_UP, Decision] if page(model, "changelist") not in text] == []


def test_staff_without_rights_see_no_page(administrator):
    mia = client_of(Agent.objects.get(name="Mia").user)
    answers = [mia.get(page(model, "changelist")).status_code for model in SET_UP + TRACE]
    assert answers == [403] * len(answers)
