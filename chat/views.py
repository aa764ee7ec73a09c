"""HTTP doors of the widget: its script, its panel page, a new customer, and the long-polling exchange."""

import json
import re
from contextlib import ExitStack
from typing import Annotated
from uuid import UUID

import msgspec
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET
from msgspec import Meta, Struct

from chat.db import in_db
from chat.hints import hints_of
from chat.hub.connection import PolledConnection
from chat.models import Site
from chat.node import Node
from chat.protocol.base import Email
from chat.protocol.refusals import Refused
from chat.services.identify import start_customer, token_sha256
from chat.wire.conversation import Conversation
from chat.wire.customer import CustomerConversation
from chat.wire.exchange import exchange
from chat.wire.gate import KeyedBuckets

new_customers = KeyedBuckets(settings.FRONTDESK.limits.new_customers_per_ip_per_minute)
exchanges = KeyedBuckets(settings.FRONTDESK.limits.handshakes_per_ip_per_minute * 10)


MOST_BODY_BYTES = 16_384


class NewCustomer(Struct, forbid_unknown_fields=True):
    """What a customer may say of themselves; unproven."""

    name: Annotated[str, Meta(max_length=80)] = ""
    identity: Annotated[
        str, Meta(max_length=8_000, description="A JWT by the site's server; see README.")
    ] = ""
    email: Email = ""


@require_GET
def loader(request: HttpRequest) -> HttpResponseBase:
    """The widget's loader script, for any page to include."""
    path = settings.FRONTEND_DIST / "widget.js"
    if not path.exists():
        raise Http404("The front end is not built; run `make build`.")
    response = FileResponse(path.open("rb"), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "public, max-age=300"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_GET
def panel(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """The panel, in a frame that only the site's own pages may embed."""
    site = Site.objects.filter(pk=site_id).first()
    if site is None:
        raise Http404
    questions = list(site.questions.values("text", "choices", "required"))
    context = {"site": site, "questions": json.dumps(questions, ensure_ascii=False)}
    response = render(request, "chat/panel.html", context)
    response.csp_frame_ancestors = ["'self'", *site.origins]  # type: ignore[attr-defined]
    return response


@csrf_exempt
async def customers(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """A new anonymous customer: 201 with the token that is shown this once."""
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    wait_seconds = new_customers.take(client_ip(request))
    if wait_seconds:
        return refused(Refused("too_fast", retry_after=round(wait_seconds, 1)), status=429)
    try:
        asked = msgspec.json.decode(request.body[:MOST_BODY_BYTES] or b"{}", type=NewCustomer)
        if "\x00" in asked.name:
            raise ValueError
    except (ValueError, msgspec.DecodeError, RecursionError):
        return refused(Refused("bad_frame"), status=400)
    try:
        customer, token = await in_db(
            start_customer,
            site_id=site_id,
            name=asked.name.strip(),
            email=asked.email,
            identity=asked.identity,
        )
    except Refused as no:
        return refused(no, status=403 if no.code == "forbidden" else 404)
    body = {"token": token, "customer": {"id": str(customer.id), "name": customer.name}}
    return JsonResponse(body, status=201, headers={"Cache-Control": "no-store"})


@csrf_exempt
async def customer_exchange(request: HttpRequest) -> HttpResponse:
    """Long-polling for customers; see `chat.wire.exchange`."""
    if exchanges.take(client_ip(request)):
        return refused(Refused("too_fast", retry_after=5.0), status=429)
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not re.fullmatch(r"[\w-]{20,100}", token, re.ASCII):
        return HttpResponse(status=401)

    async def greet(node: Node, connection: PolledConnection, places: ExitStack) -> Conversation:
        who = await node.identities.submit(token_sha256(token))
        return CustomerConversation(node, connection, who, hints_of(request.headers.items()))

    return await exchange(request, greet)


def client_ip(request: HttpRequest) -> str:
    """The peer's address; the server has already believed trusted proxies only."""
    return str(request.META.get("REMOTE_ADDR", "unknown"))


def refused(no: Refused, *, status: int) -> JsonResponse:
    """A refusal outside the frame protocol, with the same code and text."""
    body: dict[str, str | float] = {"code": no.code, "text": no.text}
    if no.retry_after is not None:
        body["retry_after"] = no.retry_after
    return JsonResponse(body, status=status)
