import pytest

from chat.ids import new_id
from chat.models import CustomerToken, Site
from chat.protocol.refusals import CloseCode, Closing, Refused
from chat.services.chat_sessions import close_chat_session, open_chat_session
from chat.services.identify import (
    Identified,
    identify_customers,
    issue_token,
    revoke_tokens,
    start_customer,
    token_sha256,
)
from tests.chat.build import customer

pytestmark = pytest.mark.django_db


def who(token: str) -> object:
    (found,) = identify_customers([token_sha256(token)])
    return found.customer.id if isinstance(found, Identified) else code(found)


def code(error: object) -> CloseCode:
    assert isinstance(error, Closing)
    return error.code


def test_a_token_is_long_random_and_not_stored():
    of = customer()
    first, second = issue_token(customer=of), issue_token(customer=of)
    assert (len(first), first != second) == (43, True)
    assert bytes(CustomerToken.objects.order_by("pk")[0].sha256).hex() == token_sha256(first)


def test_each_token_names_its_customer_and_the_rest_nobody(django_assert_num_queries):
    ada, bo = customer("Ada"), customer("Bo")
    tokens = [issue_token(customer=bo), "x" * 43, issue_token(customer=ada), "\ud800"]
    with django_assert_num_queries(1):
        found = identify_customers([token_sha256(token) for token in tokens])
    assert [f.customer.name if isinstance(f, Identified) else code(f) for f in found] == [
        "Bo", CloseCode.UNAUTHENTICATED, "Ada", CloseCode.UNAUTHENTICATED,
    ]  # fmt: skip


def test_a_revoked_token_names_nobody():
    ada = customer()
    token = issue_token(customer=ada)
    assert who(token) == ada.id
    revoke_tokens(customer=ada)
    assert who(token) == CloseCode.UNAUTHENTICATED


def test_the_open_chat_session_is_told_else_the_latest():
    ada = customer()
    token = issue_token(customer=ada)

    def told():
        (found,) = identify_customers([token_sha256(token)])
        assert isinstance(found, Identified)
        return found.chat_session and (found.chat_session.id, found.chat_session.phase)

    assert told() is None
    first = open_chat_session(customer_id=ada.id)
    close_chat_session(chat_session=first.id, by="customer", customer=ada.id)
    assert told() == (first.id, "closed")
    second = open_chat_session(customer_id=ada.id)
    assert told() == (second.id, "waiting")


def test_a_new_customer_belongs_to_their_site():
    site = Site.objects.create(name="Teahouse")
    made, token = start_customer(site_id=site.id, name="Ada", email="ada@example.com")
    assert (made.site_id, made.name, made.email, made.verified) == (site.id, "Ada", "ada@example.com", False)
    assert who(token) == made.id
    with pytest.raises(Refused) as no:
        start_customer(site_id=new_id())
    assert no.value.code == "unknown"
