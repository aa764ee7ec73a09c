"""An oracle that finds nothing proves nothing: each broken promise is found."""

from uuid import UUID

import pytest

from tests.faults.oracle import faults_of
from tests.faults.people import Person, customer_greeting

ME, OTHER = UUID(int=1), UUID(int=2)
ROWS = [(1, "a", "1", ME), (2, "x", "9", OTHER), (3, "b", "2", ME)]


def person() -> Person:
    made = Person(UUID(int=3), customer_greeting(""), ME)
    made.said = [("a", "1"), ("b", "2")]
    made.acked = {"a": 1, "b": 3}
    made.seen = {seq: (client_id, text) for seq, client_id, text, _ in ROWS}
    return made


def test_kept_promises_are_no_faults():
    assert faults_of(person(), ROWS) == []


@pytest.mark.parametrize(
    ("_case", "rows"),
    [
        ("lost", ROWS[:2]),
        ("doubled", [*ROWS, (4, "b", "2", ME)]),
        ("reordered", [(1, "b", "2", ME), (2, "x", "9", OTHER), (3, "a", "1", ME)]),
        ("a gap", [ROWS[0], ROWS[1], (4, "b", "2", ME)]),
    ],
)
def test_what_the_database_breaks_is_found(_case, rows):
    assert faults_of(person(), rows) != []


AMENDED = [(1, "a", "3", ME), (2, "x", "9", OTHER), (3, "b", "", ME), (4, "c", "3", ME)]


def amending() -> Person:
    """Said "1", edited it to "2", then to "3"; saw the first edit live and the rest on a page."""
    made = person()
    made.said, made.amends = [("a", "1"), ("b", "2"), ("c", "3")], {"b": "a", "c": "a"}
    made.acked, made.seen = {"a": 1, "b": 3, "c": 4}, {}
    for seq, client_id, text in ((1, "a", "1"), (2, "x", "9"), (3, "b", "2"), (4, "c", "3"), (3, "b", "")):
        event = {"name": "amended", "seq": 1, "how": "edited"} if client_id in "bc" else None
        made._see({"seq": seq, "client_id": client_id, "text": text, "event": event})
    return made


def test_what_was_amended_reads_as_it_does_now():
    assert faults_of(amending(), AMENDED) == []


@pytest.mark.parametrize(
    ("_case", "place", "text"),
    [
        ("the edit was lost", 1, "1"),
        ("an overtaken one stands", 1, "2"),
        ("what was said can still be read", 3, "2"),
        ("the last edit says nothing", 4, ""),
    ],
)
def test_what_reads_otherwise_than_amended_is_found(_case, place, text):
    rows = [(seq, client_id, text if seq == place else said, by) for seq, client_id, said, by in AMENDED]
    assert faults_of(amending(), rows) != []


def test_what_a_reader_did_not_see_or_saw_otherwise_is_found():
    missed, mistaken, skipped = person(), person(), person()
    del missed.seen[3]
    mistaken.seen[2] = ("y", "8")
    skipped._see({"seq": 7, "client_id": "z", "text": ""})
    assert all(faults_of(one, ROWS) for one in (missed, mistaken, skipped))
