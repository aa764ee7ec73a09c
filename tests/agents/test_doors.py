"""Agents who long-poll: Django's own middleware, a node in memory and the real database."""

import asyncio
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.contrib.sessions.models import Session
from django.test import AsyncClient
from django.utils import timezone

from agents import floor
from agents.models import Agent
from chat import node as node_module
from chat.db import in_db
from chat.hub.topics import lane_topic
from chat.log.writer import append
from tests.chat.build import agent, chat_session, lane, node_in_memory, said
from tests.live import until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
async def node(monkeypatch):
    async with node_in_memory() as node:
        monkeypatch.setattr(node_module, "_running", node)
        yield node


@pytest.fixture
def mia():
    return agent("mia")


@pytest.fixture
def talk(mia):
    """One that Mia answers, with one message."""
    made = chat_session(responsible=mia.id)
    append([said(made, "hello")])
    return made


class Browser(AsyncClient):
    """What a signed-in agent's page sends with each exchange."""

    wants = "en"

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True)

    async def sign_in(self, who: Agent) -> "Browser":
        await self.aforce_login(who.user)
        await self.get("/admin/console/")  # gives the cookie that the header must repeat
        return self

    async def exchange(self, *frames: dict[str, Any], wait_seconds: float = 0, csrf: bool = True) -> Any:
        headers = {"X-CSRFToken": self.cookies["csrftoken"].value} if csrf else {}
        headers["Accept-Language"] = self.wants
        body = {"frames": list(frames), "wait_seconds": wait_seconds}
        return await self.post(
            "/wire/agent", json.dumps(body), content_type="application/json", headers=headers
        )


@pytest.fixture
async def browser(node, mia):
    return await Browser().sign_in(mia)


def frames(response) -> list[tuple[str, int | None]]:
    """Status 200, and of each frame its type and `ref`."""
    assert response.status_code == 200
    return [(frame["type"], frame.get("ref")) for frame in response.json()["frames"]]


def follows(node, talk) -> bool:
    """An exchange has read its page and waits for what comes."""
    return any(lane_topic(talk.id, "public") in connection.topics for connection in node.hub.connections)


def send(talk, text: str) -> dict[str, Any]:
    return {"type": "send", "ref": 2, "chat_session": str(talk.id), "client_id": str(uuid4()), "text": text}


def resume(talk, after_seq: int) -> dict[str, Any]:
    return {"type": "resume", "ref": 3, "chat_session": str(talk.id), "after_seq": after_seq}


async def test_one_exchange_gets_the_workspace_sends_and_reads_on(browser, talk):
    answer = await browser.exchange(
        {"type": "get_workspace", "ref": 1}, send(talk, "good day"), resume(talk, 1)
    )
    assert frames(answer) == [("workspace", 1), ("ack", 2), ("page", 3)]
    workspace, ack, page = answer.json()["frames"]
    assert (workspace["agent"]["name"], [card["id"] for card in workspace["mine"]]) == ("Mia", [str(talk.id)])
    assert [(entry["seq"], entry["text"]) for entry in page["entries"]] == [(ack["seq"], "good day")]
    assert await sync_to_async(lane)(talk) == [(1, "hello"), (2, "good day")]


async def test_a_waiting_exchange_ends_with_the_first_event(node, browser, talk):
    waiting = asyncio.create_task(browser.exchange(resume(talk, 1), wait_seconds=25))
    await until(lambda: follows(node, talk))
    await node.log.append(said(talk, "are you there?"))
    answer = await waiting
    assert frames(answer) == [("page", 3), ("entry", None)]
    assert answer.json()["frames"][1]["text"] == "are you there?"
    assert node.hub.connections == set()


async def test_an_exchange_counts_as_an_open_console(browser, mia):
    await browser.exchange({"type": "ping", "ref": 1})
    lease = await sync_to_async(lambda: Agent.objects.get(pk=mia.pk).connected_until)()
    assert lease is not None
    assert timedelta(seconds=0) < lease - timezone.now() <= timedelta(seconds=15)


async def test_without_the_csrf_token_nothing_is_done(browser, talk):
    assert (await browser.exchange(send(talk, "forged"), csrf=False)).status_code == 403
    assert await sync_to_async(lane)(talk) == [(1, "hello")]


async def test_who_has_logged_out_is_not_admitted_and_nothing_is_done(browser, talk):
    token = browser.cookies["csrftoken"]
    await browser.alogout()
    browser.cookies["csrftoken"] = token.value
    assert (await browser.exchange(send(talk, "too late"))).status_code == 401
    assert await sync_to_async(lane)(talk) == [(1, "hello")]


async def test_who_logs_out_while_waiting_need_not_wait_on(node, browser, talk, monkeypatch):
    monkeypatch.setattr(floor, "CHECK_SECONDS", 0.01)
    waiting = asyncio.create_task(browser.exchange(resume(talk, 1), wait_seconds=25))
    await until(lambda: follows(node, talk))
    await in_db(Session.objects.all().delete)  # as a log-out in another tab does
    await until(waiting.done)  # before its 25 s are over
    assert frames(await waiting) == [("page", 3)]


async def test_why_not_is_said_in_the_browsers_language_and_in_the_chosen_one_before(browser):
    asked = {"type": "why", "ref": 1, "chat_session": str(uuid4())}

    async def said() -> str:
        (no,) = (await browser.exchange(asked)).json()["frames"]
        return str(no["text"])

    assert await said() == "There is no such chat session."
    browser.wants = "zh-CN,zh;q=0.9"
    assert await said() == "没有这个会话。"
    browser.cookies["django_language"] = "en"
    assert await said() == "There is no such chat session."
