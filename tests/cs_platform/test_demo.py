from django.contrib.auth import authenticate
from django.contrib.auth.models import User

from agents.models import Agent
from chat.models import Site
from cs_platform.demo import ensure_demo


def test_the_demo_can_be_logged_into_with_the_passwords_it_tells(db):
    demo = ensure_demo()
    assert demo is not None
    assert sorted(demo.logins) == ["admin", "leo", "mia", "sam"]
    assert all(authenticate(username=name, password=password) for name, password in demo.logins.items())
    assert list(Agent.objects.values_list("name", flat=True)) == ["Leo", "Mia", "Sam"]
    assert Site.objects.get().origins == ["http://127.0.0.1:*", "http://localhost:*"]


def test_the_demo_is_made_once(db):
    ensure_demo()
    assert ensure_demo() is None
    assert (User.objects.count(), Site.objects.count()) == (4, 1)


def test_passwords_are_never_the_same_twice(db):
    first = ensure_demo()
    Agent.objects.all().delete()
    User.objects.all().delete()
    Site.objects.all().delete()
    second = ensure_demo()
    assert first is not None
    assert second is not None
    assert not set(first.logins.values()) & set(second.logins.values())
