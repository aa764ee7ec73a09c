"""Static files, and a chain of middleware in which no request needs a thread of its own."""

import pytest
from django.conf import settings
from django.test import AsyncClient, Client
from django.utils.module_loading import import_string


@pytest.mark.parametrize("path", settings.MIDDLEWARE)
def test_no_middleware_makes_a_waiting_request_hold_a_thread(path):
    assert import_string(path).async_capable


async def test_a_static_file_and_a_page_come_the_asynchronous_way():
    client = AsyncClient()
    file, page = await client.get("/static/cs_platform/favicon.svg"), await client.get("/health/live")
    assert (file.status_code, file["Content-Type"], page.status_code) == (200, "image/svg+xml", 200)


def test_a_static_file_comes_the_synchronous_way():
    response = Client().get("/static/cs_platform/favicon.svg")
    assert (response.status_code, b"".join(response)[:4]) == (200, b"<svg")
