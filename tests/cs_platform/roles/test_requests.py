"""What agents may ask of a chat session that somebody answers: every request, with every part in it."""

import json
from typing import Any, get_args

import pytest
from asgiref.sync import sync_to_async
from django.apps import apps
from django.contrib.auth.models import Group

from agents.conversation import AgentConversation
from agents.models import Agent
from agents.protocol import AgentRequest
from agents.roles import GROUPS, Role
from agents.services.helpers import invite
from agents.services.lines import pull
from agents.services.tickets import Admitted
from chat.hub.connection import PolledConnection
from chat.ids import new_id
from chat.models import ChatSession
from cs_platform.roles import write_roles
from tests.agents.build import group, opened, oversees, present
from tests.chat.build import node_in_memory
from tests.cs_platform.roles.people import rows_of

pytestmark = pytest.mark.django_db(transaction=True)

# The reply, or the code of the refusal. The helper was invited; the outsiders are an agent and a supervisor of another
# group. Whoever has no part in it is answered as if it were not there.
PARTS = ("answers", "helper", "colleague", "supervisor", "administrator", "outsider", "overseer-elsewhere")
MAY = """
            answers    helper colleague supervisor administrator outsider overseer-elsewhere
resume         page      page      page       page          page  unknown            unknown
send            ack       ack forbidden  forbidden     forbidden  unknown            unknown
note            ack       ack       ack        ack           ack  unknown            unknown
amend       unknown   unknown   unknown    unknown       unknown  unknown            unknown
read             ok        ok        ok         ok            ok  unknown            unknown
typing           ok        ok        ok         ok            ok  unknown            unknown
unfollow         ok        ok        ok         ok            ok       ok                 ok
why           trace     trace     trace      trace         trace  unknown            unknown
pull             ok     stale     stale      stale         stale  unknown            unknown
transfer         ok forbidden forbidden  forbidden     forbidden  unknown            unknown
requeue          ok forbidden forbidden  forbidden     forbidden  unknown            unknown
invite           ok forbidden forbidden  forbidden     forbidden  unknown            unknown
part             ok        ok        ok         ok            ok  unknown            unknown
take_over forbidden forbidden forbidden         ok            ok  unknown            unknown
assign    forbidden forbidden forbidden         ok            ok  unknown            unknown
close            ok forbidden forbidden         ok            ok  unknown            unknown
set_tags         ok        ok forbidden         ok            ok  unknown            unknown
look             ok        ok        ok         ok            ok  unknown            unknown
draft            ok        ok        ok         ok            ok  unknown            unknown
get_customer customer customer customer customer customer unknown unknown
saw_mentions     ok        ok        ok         ok            ok  unknown            unknown
"""
MORE: dict[str, dict[str, Any]] = {
    "send": {"text": "hi", "client_id": str(new_id())},
    "note": {"type": "send", "text": "hm", "client_id": str(new_id()), "lane": "staff"},
    "amend": {"text": "hm", "client_id": str(new_id()), "lane": "public", "seq": 9},
    "read": {"seq": 1},
    "typing": {"on": True},
    "resume": {"after_seq": 0},
    "set_tags": {"tags": ["refund"]},
    "draft": {"lane": "public", "text": "hi"},
}


class House:
    """Everybody has a place for another chat session."""

    def __init__(self) -> None:
        write_roles(apps)
        self.front, self.elsewhere = group(strategy="manual", for_everyone=False), group("Elsewhere")
        of = {"outsider": self.elsewhere, "overseer-elsewhere": self.elsewhere}
        self.crew = {
            name: present(name, capacity=50, groups={of.get(name, self.front): 1})
            for name in (*PARTS, "target")
            if name != "administrator"
        }
        self.crew["administrator"] = present("administrator")
        self.crew["administrator"].user.groups.add(Group.objects.get(name=GROUPS[Role.ADMINISTRATOR]))
        oversees(self.crew["supervisor"], self.front)
        oversees(self.crew["overseer-elsewhere"], self.elsewhere)

    def talk(self) -> ChatSession:
        """A new one, with one who answers and one who helps."""
        answers, made = self.crew["answers"], opened(str(new_id()))
        pull(chat_session_id=made.id, agent_id=answers.id)
        invite(chat_session_id=made.id, agent_id=answers.id, helper_id=self.crew["helper"].id)
        return made


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
async def node():
    async with node_in_memory() as node:
        yield node


@pytest.mark.parametrize(("request_", "expected"), rows_of(MAY, PARTS))
async def test_a_request_is_served_to_whose_it_is(request_: str, expected: dict[str, str], node, house):
    found = {}
    for part in PARTS:
        talk = await sync_to_async(house.talk)()
        found[part] = await answered(node, house.crew[part], request_, talk, to=house.crew["target"])
    assert found == expected


async def answered(node, who: Agent, name: str, talk: ChatSession, *, to: Agent) -> str:
    connection = PolledConnection()
    node.hub.join(connection)
    desk = AgentConversation(node, connection, Admitted(who.id, who.name, "login"))

    async def ask(type_: str, **fields: object) -> dict[str, Any]:
        frame = {"type": type_, "ref": 1, "chat_session": str(talk.id), **fields}
        return json.loads(await desk.reply_to(json.dumps(frame)))

    if name == "typing":  # only of what is followed
        await ask("resume", after_seq=0)
    more = dict(MORE.get(name, {}))
    if name in {"transfer", "invite", "assign"}:
        more["agent"] = str(to.id)
    said = await ask(more.pop("type", name), **more)
    node.hub.leave(connection)
    return str(said.get("code") or said["type"])


def test_no_request_about_a_chat_session_is_left_out():
    about = {
        each.__struct_config__.tag
        for each in get_args(AgentRequest)
        if "chat_session" in each.__struct_fields__
    }
    assert {line for line, _ in rows_of(MAY, PARTS)} - {"note"} == about
