"""Poking the worker."""

from datetime import UTC, datetime, timedelta
from threading import Event

from agents import poke, tasks


def test_a_poke_in_a_long_while_is_still_good_when_its_time_comes(monkeypatch):
    sent, came = {}, Event()
    monkeypatch.setattr(tasks.look, "apply_async", lambda **options: (sent.update(options), came.set()))
    when = datetime(2026, 3, 2, 9, tzinfo=UTC)
    poke._put(when)
    assert came.wait(5)
    assert (sent["eta"], sent["expires"]) == (when, when + timedelta(seconds=60))
