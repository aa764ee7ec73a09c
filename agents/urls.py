from django.urls import path

from agents import doors
from agents.console import console_page

app_name = "agents"
urlpatterns = [
    path("admin/console/", console_page, name="console"),
    path("api/console/ticket", doors.ticket, name="ticket"),
    path("wire/agent", doors.agent_exchange, name="wire"),
]
