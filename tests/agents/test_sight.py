"""Who may see a chat session: the database and the rule say the same."""

from itertools import product

import pytest

from agents.cards import visible_chat_sessions
from agents.models import Agent, Membership
from agents.sight import not_visible
from chat.ids import new_id
from chat.models import ChatSession
from tests.agents.build import group, oversees, present
from tests.chat.build import chat_session, customer

pytestmark = pytest.mark.django_db(transaction=True)


def people() -> dict[str, Agent]:
    front, back = group(for_everyone=False), group("Back")
    crew = {
        "front": present("front", groups={front: 1}),
        "back": present("back", groups={back: 1}),
        "nowhere": present("nowhere"),
        "sam": present("sam", groups={back: 1}),
        "root": present("root"),
        "gone": present("gone", groups={front: 1}),
    }
    oversees(crew["sam"], back)
    for name, flag in (("root", "is_superuser"), ("gone", "is_staff")):
        setattr(crew[name].user, flag, name == "root")
        crew[name].user.save()
    group("Everybody", for_everyone=True)
    return crew


def test_the_rule_and_the_query_agree_for_everybody_and_everything(django_assert_num_queries):
    crew = people()
    queues = [None, *Membership.objects.values_list("group", flat=True).distinct(), new_id()]
    queues.append(group("Late", for_everyone=True).id)
    for queue, phase, part in product(queues, ("waiting", "active", "closed"), ("mine", "helped", "none")):
        talk = chat_session(customer(), responsible=crew["back"].id if part == "mine" else new_id())
        helpers = [crew["front"].id] if part == "helped" else []
        ChatSession.objects.filter(pk=talk.pk).update(queue_id=queue, phase=phase, participant_ids=helpers)
    everything = {*ChatSession.objects.values_list("pk", flat=True), new_id()}
    agents = list(Agent.objects.select_related("user"))
    with django_assert_num_queries(3):
        hidden = not_visible({each.id: everything for each in agents})
    for each in agents:
        seen = set(visible_chat_sessions(each).values_list("pk", flat=True))
        assert everything - hidden[each.id] == seen, each.name
    assert len(hidden[crew["root"].id]) == 1
