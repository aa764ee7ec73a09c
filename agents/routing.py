"""Where the agents' socket lives."""

from django.urls import path

from agents.consumer import AgentConsumer

websocket_urlpatterns = [path("ws/agent", AgentConsumer.as_asgi())]
