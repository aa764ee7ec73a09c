"""A canned reply is for all, or for one site, skill group or person; its shortcut is there once for each."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from agents.models import CannedReply
from chat.models import Site
from tests.agents.build import group
from tests.chat.build import agent

pytestmark = pytest.mark.django_db


def reply(shortcut: str = "hello", **more: Any) -> CannedReply:
    return CannedReply(shortcut=shortcut, text="Hello {customer.name}!", **more)


def test_its_scope_is_what_it_names():
    named: dict[str, Any] = {"site": Site.objects.create(name="Teahouse"), "group": group(), "owner": agent()}
    scopes = [reply(**{name: value}).scope for name, value in named.items()]
    assert [reply().scope, *scopes] == ["all", "site", "group", "person"]


def test_it_names_one_at_most():
    both = reply(group=group(), owner=agent())
    with pytest.raises(ValidationError, match="one of them, or none"):
        both.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        both.save()


@pytest.mark.parametrize("is_mine", [False, True])
def test_a_shortcut_stands_for_one_text_in_each_scope_and_language(is_mine):
    mine: dict[str, Any] = {"owner": agent()} if is_mine else {}
    reply(**mine).save()
    with pytest.raises(ValidationError, match="already"):
        reply(**mine).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        reply(**mine).save()
    reply(language="zh", **mine).full_clean()
    reply(group=group()).full_clean()


@pytest.mark.parametrize("shortcut", ["two words", "/hello", "", "a\tb"])
def test_a_shortcut_is_one_word(shortcut):
    with pytest.raises(ValidationError):
        reply(shortcut).full_clean()


def test_in_any_script():
    reply("问候").full_clean()
