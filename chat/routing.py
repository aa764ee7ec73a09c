"""Where chat's sockets live."""

from django.urls import path

from chat.consumers.customer import CustomerConsumer

websocket_urlpatterns = [path("ws/customer", CustomerConsumer.as_asgi())]
