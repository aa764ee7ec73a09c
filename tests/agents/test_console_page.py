import pytest

from agents.models import Agent
from tests.history import build

pytestmark = pytest.mark.django_db

CONSOLE = "/admin/console/"


def test_without_a_login_it_leads_to_it_and_back(client):
    assert client.get(CONSOLE).headers["Location"] == "/admin/login/?next=/admin/console/"


def test_who_is_not_staff_is_told_so(client):
    client.force_login(build.staff(is_staff=False, agent=False))
    answer = client.get(CONSOLE)
    assert answer.status_code == 403
    assert "not a staff login" in answer.content.decode()


def test_staff_who_are_no_agents_are_told_how_to_become_one(client):
    client.force_login(build.staff(agent=False))
    answer = client.get(CONSOLE)
    assert answer.status_code == 403
    assert "An administrator can make you one" in answer.content.decode()


def test_an_agent_gets_the_workspace_with_all_it_needs(client):
    client.force_login(build.staff("mina"))
    answer = client.get(CONSOLE)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'data-agent="{Agent.objects.get().pk}"' in page
    assert 'data-ticket-url="/api/console/ticket"' in page
    assert 'data-order-number="\\b[A-Z]' in page
    assert 'data-login-url="/admin/login/"' in page
    assert 'data-customer-url="/admin/history/customers/00000000-0000-0000-0000-000000000000/"' in page
    assert 'src="/static/frontend/console.js" type="module"' in page
    assert "no-store" in answer.headers["Cache-Control"]


def test_no_script_stands_in_the_page_itself(client):
    client.force_login(build.staff())
    page = client.get(CONSOLE).content.decode()
    assert page.count("<script") == page.count("<script src=")


def test_looking_at_the_page_does_not_bring_anybody_online(client):
    client.force_login(build.staff())
    client.get(CONSOLE)
    assert Agent.objects.get().status == "offline"
