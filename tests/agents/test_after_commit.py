"""Work for the end of a transaction: once, only after the commit, and never for what was rolled back."""

import pytest
from django.db import transaction

from agents.after_commit import AfterCommit, after_commit

pytestmark = pytest.mark.django_db(transaction=True)


class Greetings(AfterCommit):
    said: list[list[str]] = []

    def __init__(self) -> None:
        self.names: list[str] = []

    def do(self) -> None:
        self.said.append(self.names)


class Oaths(Greetings):
    def do(self) -> None:
        raise OSError


@pytest.fixture(autouse=True)
def said(monkeypatch):
    said: list[list[str]] = []
    monkeypatch.setattr(Greetings, "said", said)
    return said


def greet(name: str, kind: type[Greetings] = Greetings) -> None:
    after_commit(kind, lambda greetings: greetings.names.append(name))


def test_what_one_transaction_asks_for_is_done_once_after_its_commit(said):
    with transaction.atomic():
        greet("Ada")
        greet("Bob")
        assert said == []
    assert said == [["Ada", "Bob"]]
    with transaction.atomic():
        greet("Cyd")
    assert said == [["Ada", "Bob"], ["Cyd"]]


def test_outside_of_a_transaction_it_is_done_at_once(said):
    greet("Ada")
    greet("Bob")
    assert said == [["Ada"], ["Bob"]]


def test_what_is_rolled_back_is_not_done(said):
    with transaction.atomic():
        greet("Ada")
        transaction.set_rollback(True)
    greet("Bob")
    assert said == [["Bob"]]


def test_a_savepoint_that_is_rolled_back_takes_only_its_own_with_it(said):
    with transaction.atomic():
        greet("Ada")
        with transaction.atomic():
            greet("Bob")
            transaction.set_rollback(True)
        greet("Cyd")
    assert said == [["Ada", "Cyd"]]


def test_what_fails_does_not_hold_up_the_rest(said):
    with transaction.atomic():
        greet("Ada", Oaths)
        greet("Bob")
    assert said == [["Bob"]]
