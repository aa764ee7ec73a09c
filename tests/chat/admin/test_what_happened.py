import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from agents.models import Agent
from chat.models import ChatSession, Customer, Message, Site
from history.models import AuditEntry
from history.services.audit import record_look
from tests.history import build

pytestmark = pytest.mark.django_db

OURS = [Site, Customer, ChatSession, Message, Agent, AuditEntry]


@pytest.fixture
def administrator(client: Client) -> Client:
    boss = build.staff("boss", is_superuser=True)
    chat_session = build.chat_session(build.customer("Ada"), public=1)
    record_look(actor=boss, chat_session_id=chat_session.pk)
    client.force_login(boss)
    return client


def page(model, name: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


@pytest.mark.parametrize("model", OURS)
def test_every_list_and_form_opens_and_can_be_searched(administrator, model):
    row = model._default_manager.first()
    urls = [page(model, "changelist"), page(model, "changelist") + "?q=x", page(model, "change", row.pk)]
    assert [administrator.get(url).status_code for url in urls] == [200, 200, 200]


@pytest.mark.parametrize("model", [ChatSession, Message, AuditEntry])
def test_what_happened_can_only_be_read(administrator, model):
    row = model._default_manager.first()
    urls = [page(model, "add"), page(model, "change", row.pk), page(model, "delete", row.pk)]
    assert [administrator.post(url, {"post": "yes"}).status_code for url in urls] == [403, 403, 403]
    assert model._default_manager.count() == 1


@pytest.mark.parametrize("model", [Customer, Agent])
def test_people_cannot_be_deleted_here(administrator, model):
    row = model._default_manager.first()
    assert administrator.post(page(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_what_was_said_is_not_shown_where_no_look_is_noted(administrator):
    shown = [
        administrator.get(url).content.decode()
        for url in (page(Message, "changelist"), page(Message, "change", Message.objects.get().pk))
    ]
    assert [("word 1" in text) for text in shown] == [False, False]


def test_our_admin_site_is_the_one_in_use():
    assert type(admin.site._wrapped).__name__ == "FrontdeskAdminSite"  # type: ignore[attr-defined]
