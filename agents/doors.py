"""HTTP doors of the console: a ticket for the socket, and the long-polling exchange."""

from contextlib import ExitStack

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language

from agents.conversation import AgentConversation
from agents.floor import Floor
from agents.models import Agent
from agents.roles import role_of
from agents.services.tickets import Admitted, admit, issue_ticket
from chat.db import in_db
from chat.hub.connection import PolledConnection
from chat.node import Node
from chat.protocol.refusals import CloseCode, Closing
from chat.wire.conversation import Conversation
from chat.wire.exchange import exchange


def agent_of(request: HttpRequest) -> Agent | None:
    """The agent behind a login session, or None."""
    return None if role_of(request.user) is None else Agent.objects.filter(user=request.user.pk).first()


def ticket(request: HttpRequest) -> HttpResponse:
    """A one-time ticket for the agent's socket; CSRF-protected."""
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    agent = agent_of(request)
    if agent is None:
        return HttpResponse(status=403)
    issued = issue_ticket(agent=agent, login_session_key=request.session.session_key or "")
    return JsonResponse({"ticket": issued}, headers={"Cache-Control": "no-store"})


async def agent_exchange(request: HttpRequest) -> HttpResponse:
    """Long-polling for agents: the login session's cookie and its CSRF token say who asks."""

    async def greet(node: Node, connection: PolledConnection, places: ExitStack) -> Conversation:
        who = await in_db(_admit, request)
        floor = node.service(Floor)  # keeps the lease while the exchange waits, and ends it at log-out
        places.callback(floor.leave, connection)
        await floor.join(connection, who)
        await floor.welcome(who)
        return AgentConversation(node, connection, who, get_language() or "")

    return await exchange(request, greet)


def _admit(request: HttpRequest) -> Admitted:
    agent = agent_of(request)
    if agent is None:
        raise Closing(CloseCode.UNAUTHENTICATED)
    return admit(agent_id=agent.id, login_session_key=request.session.session_key or "")
