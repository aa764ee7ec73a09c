"""Who follows a chat session that goes where they may not see it hears nothing more of it, at once."""

import pytest
from asgiref.sync import sync_to_async

from agents.conversation import AgentConversation
from agents.floor import Floor
from agents.following import LANES, Following
from agents.services.helpers import invite, part
from agents.services.lines import pull
from agents.services.tickets import Admitted
from agents.services.transfers import transfer_to_group
from chat.bus.publish import attach_node
from chat.hub.connection import PolledConnection
from chat.hub.topics import lane_topic
from tests.agents.build import group, opened, present
from tests.chat.build import node_in_memory

pytestmark = pytest.mark.django_db(transaction=True)


class House:
    """Mia and Tom work at the front desk, Zoe at deliveries. Mia answers Ada."""

    def __init__(self) -> None:
        self.front, self.deliveries = (
            group(for_everyone=False, strategy="manual"),
            group("Deliveries", strategy="manual"),
        )
        self.mia = present("mia", groups={self.front: 1})
        self.tom = present("tom", groups={self.front: 1})
        self.zoe = present("zoe", groups={self.deliveries: 1})
        self.root = present("root", groups={self.front: 1, self.deliveries: 1})
        self.talk = opened("Ada")
        pull(chat_session_id=self.talk.id, agent_id=self.mia.id)

    def goes_to_deliveries(self) -> None:
        transfer_to_group(chat_session_id=self.talk.id, agent_id=self.mia.id, group_id=self.deliveries.id)

    def zoe_comes(self) -> None:
        invite(chat_session_id=self.talk.id, agent_id=self.mia.id, helper_id=self.zoe.id)

    def zoe_leaves(self) -> None:
        part(chat_session_id=self.talk.id, agent_id=self.zoe.id)


@pytest.fixture
async def house():
    return await sync_to_async(House)()


@pytest.fixture
async def node():
    async with node_in_memory() as node:
        attach_node(node.tell_from_any_thread)
        node.service(Following)
        yield node
        attach_node(None)


async def follows(node, house, agent, *queues) -> PolledConnection:
    """At an open console, both lanes."""
    connection = PolledConnection()
    who = Admitted(agent.id, agent.name, "login", frozenset(queue.id for queue in queues))
    await node.service(Floor).join(connection, who)
    AgentConversation(node, connection, who)
    for lane in LANES:
        node.hub.subscribe(lane_topic(house.talk.id, lane), connection)
    return connection


def hears(connection: PolledConnection, house: House) -> list[str]:
    return [lane for lane in LANES if lane_topic(house.talk.id, lane) in connection.topics]


async def test_of_the_old_group_nobody_hears_it_once_it_went_to_another(node, house):
    mia = await follows(node, house, house.mia, house.front)
    tom = await follows(node, house, house.tom, house.front)
    zoe = await follows(node, house, house.zoe, house.deliveries)
    root = await follows(node, house, house.root, house.front, house.deliveries)
    ada = PolledConnection()
    node.hub.subscribe(lane_topic(house.talk.id, "public"), ada)
    await sync_to_async(house.goes_to_deliveries)()
    assert [hears(each, house) for each in (mia, tom)] == [[], []]
    assert [hears(each, house) for each in (zoe, root)] == [[*LANES], [*LANES]]
    assert hears(ada, house) == ["public"]


async def test_what_was_lost_is_found_again_at_the_position_check_for_everybody_in_three_queries(
    node, house, count_queries
):
    mia = await follows(node, house, house.mia, house.front)
    tom = await follows(node, house, house.tom, house.front)
    root = await follows(node, house, house.root, house.front, house.deliveries)
    attach_node(None)  # deaf to what happens now
    await sync_to_async(house.goes_to_deliveries)()
    asked = count_queries()
    await node.service(Following).leave_what_is_not_theirs()
    assert len(asked) == 3
    assert [hears(each, house) for each in (mia, tom, root)] == [[], [], [*LANES]]


async def test_a_helper_of_another_group_hears_it_until_they_leave(node, house):
    await sync_to_async(house.zoe_comes)()
    zoe = await follows(node, house, house.zoe, house.deliveries)
    tom = await follows(node, house, house.tom, house.front)
    assert hears(zoe, house) == [*LANES]
    await sync_to_async(house.zoe_leaves)()
    assert (hears(zoe, house), hears(tom, house)) == ([], [*LANES])
