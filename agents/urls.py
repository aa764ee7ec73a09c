from django.urls import path

from agents import doors

urlpatterns = [
    path("api/console/ticket", doors.ticket, name="console-ticket"),
    path("wire/agent", doors.agent_exchange, name="wire-agent"),
]
