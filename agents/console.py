"""The console's page. Everything in it that lives comes over the agent's socket."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from agents.doors import agent_of
from agents.pages import frame, refused_page, staff_page


@staff_page
def console_page(request: HttpRequest) -> HttpResponse:
    """The workspace of whoever is logged in; staff who are no agents are told how to become one."""
    agent = agent_of(request)
    if agent is None:
        reason = _("The console is for agents. An administrator can make you one under “Staff”.")
        return refused_page(request, reason)
    order_number = settings.FRONTDESK.order_number_pattern
    context = frame(request, _("Console"), agent=agent, order_number=order_number)
    return render(request, "agents/console.html", context)
