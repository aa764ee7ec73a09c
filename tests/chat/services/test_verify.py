"""Who the site's server vouches for."""

import time

import jwt
import pytest
from django.utils import timezone

from chat.models import Customer, Site, SiteKey
from chat.protocol.refusals import Refused
from chat.services.identify import start_customer

pytestmark = pytest.mark.django_db
NOW = time.time()


@pytest.fixture
def key() -> SiteKey:
    return SiteKey.objects.create(site=Site.objects.create(name="Acorn"), kid="one", secret="s" * 64)


def identity(
    key: SiteKey, *, kid: str = "one", algorithm: str = "HS256", secret: str = "", **claims: object
) -> str:
    whole = {"aud": str(key.site_id), "sub": "u1", "name": "Ann", "iat": NOW, "exp": NOW + 600} | claims
    whole = {name: value for name, value in whole.items() if value is not None}
    return jwt.encode(whole, secret or key.secret, algorithm=algorithm, headers={"kid": kid})


def test_the_same_sub_is_the_same_customer_on_every_device(key):
    first, token = start_customer(site_id=key.site_id, identity=identity(key))
    second, other_token = start_customer(site_id=key.site_id, identity=identity(key, name="Ann B."))
    assert first.id == second.id
    assert token != other_token
    assert Customer.objects.values_list("external_id", "name", "verified").get() == ("u1", "Ann B.", True)


def test_what_the_site_says_of_a_customer_is_what_it_said_last(key):
    said = {"plan": "gold", "orders": 12, "rating": 4.5, "vip": True}
    start_customer(site_id=key.site_id, identity=identity(key, attributes=said))
    assert Customer.objects.get().attributes == said
    start_customer(site_id=key.site_id, identity=identity(key))
    assert Customer.objects.get().attributes == {}


def test_another_sub_starts_afresh_and_an_equal_email_merges_nobody(key):
    ann, _ = start_customer(site_id=key.site_id, identity=identity(key, email="a@b.example"))
    bob, _ = start_customer(site_id=key.site_id, identity=identity(key, sub="u2", email="a@b.example"))
    anonymous, _ = start_customer(site_id=key.site_id, email="a@b.example")
    assert len({ann.id, bob.id, anonymous.id}) == 3


@pytest.mark.parametrize(
    ("_case", "changes"),
    [
        ("for another site", {"aud": "01a20826-c942-77ea-85c4-8f034f9cdebe"}),
        ("expired", {"iat": NOW - 900, "exp": NOW - 300}),
        ("lives for two hours", {"exp": NOW + 7200}),
        ("issued in the future", {"iat": NOW + 300, "exp": NOW + 600}),
        ("without sub", {"sub": None}),
        ("without exp", {"exp": None}),
        ("without iat", {"iat": None}),
        ("unknown key", {"kid": "two"}),
        ("NUL in the name of a key", {"kid": "one\x00"}),
        ("half a surrogate pair in the name of a key", {"kid": "\ud83d"}),
        ("wrong secret", {"secret": "0" * 43}),
        ("another algorithm", {"algorithm": "HS512"}),
        ("a sub that is no text", {"sub": ["u1"]}),
        ("half a surrogate pair", {"name": "\ud83d"}),
        ("attributes that are no object", {"attributes": ["vip"]}),
        ("too many attributes", {"attributes": {str(n): n for n in range(31)}}),
        ("an attribute within one", {"attributes": {"a": {"b": 1}}}),
        ("an attribute that is null", {"attributes": {"a": None}}),
        ("an attribute that is no number", {"attributes": {"a": float("nan")}}),
        ("an attribute without end", {"attributes": {"a": float("inf")}}),
        ("an attribute beyond JavaScript", {"attributes": {"a": 2**53 + 1}}),
        ("an attribute with an endless name", {"attributes": {"a" * 41: 1}}),
        ("an attribute with an endless value", {"attributes": {"a": "a" * 501}}),
        ("NUL in an attribute", {"attributes": {"a": "a\x00"}}),
    ],
)
def test_an_identity_that_does_not_hold_is_refused_and_leaves_nobody_behind(key, _case, changes):
    with pytest.raises(Refused) as refusal:
        start_customer(site_id=key.site_id, identity=identity(key, **changes))
    assert refusal.value.code == "forbidden"
    assert Customer.objects.count() == 0


def test_a_revoked_key_vouches_for_nobody(key):
    key.revoked_at = timezone.now()
    key.save()
    with pytest.raises(Refused):
        start_customer(site_id=key.site_id, identity=identity(key))
