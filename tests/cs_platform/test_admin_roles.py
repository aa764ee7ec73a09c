"""What somebody may do is changed on a login's page; that leaves an entry in the audit."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from history.models import AuditEntry
from tests.agents.admin.build import as_posted, boss, client_of
from tests.chat.build import agent

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("changes", "noted"), [({"is_superuser": "on"}, 1), ({"first_name": "Mia"}, 0)])
def test_a_change_of_what_a_login_may_do_is_noted(changes, noted):
    mia, administrator = agent("mia"), boss()
    client, url = client_of(administrator), reverse("admin:auth_user_change", args=[mia.user_id])
    posted = as_posted(client, url, **changes) | {"date_joined_0": "2026-03-02", "date_joined_1": "09:00:00"}
    assert client.post(url, posted).status_code == 302
    found = AuditEntry.objects.filter(action="role.change").values_list("actor", "object_id")
    assert list(found) == [(administrator.pk, mia.id)] * noted
    assert User.objects.get(pk=mia.user_id).is_superuser is bool(noted)
