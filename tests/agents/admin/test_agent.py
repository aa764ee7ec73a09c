"""The page of an agent changes what staff set up, never what assignment counts."""

import pytest
from django.contrib import admin
from django.http import HttpRequest

from agents.models import Agent, Status
from tests.chat.build import agent

pytestmark = pytest.mark.django_db


def test_saving_the_page_keeps_slots_and_status_that_changed_meanwhile():
    agent("mia")
    as_loaded = Agent.objects.get()
    Agent.objects.update(active_slots=3, status=Status.ONLINE, misses=2)
    as_loaded.capacity = 7
    admin.site.get_model_admin(Agent).save_model(HttpRequest(), as_loaded, None, change=True)
    saved = Agent.objects.get()
    assert (saved.capacity, saved.active_slots, saved.status, saved.misses) == (7, 3, "online", 2)
