"""Who is present, asked of the configured Redis: in threads, in forks, and without it."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings

from agents.presence.link import link
from agents.presence.who import present_agents
from chat.ids import new_id
from cs_platform.embedded.redis import EmbeddedRedis
from tests.agents.presence.build import arrived, left, redis_decides

MIA, LEO = new_id(), new_id()


def test_who_is_connected_on_any_node_is_present():
    hers, _ = arrived(MIA), arrived(LEO)
    redis_decides()
    assert present_agents() == frozenset({MIA, LEO})
    left(hers)
    assert present_agents() == frozenset({LEO})


def test_of_a_redis_that_has_only_just_been_told_of_anybody_nobody_can_be_missed():
    arrived(MIA)
    assert present_agents() is None
    redis_decides()
    assert present_agents() == frozenset({MIA})


def test_threads_share_the_link():
    arrived(MIA)
    redis_decides()
    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(lambda _: present_agents(), range(200))) == {frozenset({MIA})}


def _tell(answers) -> None:
    answers.put([present_agents() for _ in range(50)])


def test_a_fork_asks_for_itself():
    arrived(MIA)
    redis_decides()
    forks = multiprocessing.get_context("fork")
    answers = forks.Queue()
    worker = forks.Process(target=_tell, args=(answers,))
    worker.start()
    assert [present_agents() for _ in range(50)] == [frozenset({MIA})] * 50
    assert answers.get(timeout=20) == [frozenset({MIA})] * 50
    worker.join()


@pytest.fixture
def no_redis(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "REDIS_URL", EmbeddedRedis(tmp_path).url)
    link.cache_clear()
    yield
    link.cache_clear()


def test_without_redis_nobody_can_say(no_redis):
    assert present_agents() is None
