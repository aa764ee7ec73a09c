"""HTTP doors of uploads, for customers and agents alike: tus 1.0.0 (`chat.attachments.tus`)."""

import logging
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any
from uuid import UUID

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from chat.attachments import tus
from chat.attachments.cards import attachment_card
from chat.attachments.finishing import finished
from chat.attachments.receiving import at_once, receive_parts
from chat.attachments.refusals import UploadRefused, refusal_response
from chat.attachments.uploads import Uploader, begin_upload, cancel, upload_of
from chat.attachments.who import uploader_of
from chat.db import in_db
from chat.models import Attachment
from chat.protocol.refusals import Refused
from chat.views import client_ip
from chat.wire.gate import KeyedBuckets

logger = logging.getLogger(__name__)

requests = KeyedBuckets(settings.FRONTDESK.limits.handshakes_per_ip_per_minute * 10)
beginnings = KeyedBuckets(settings.FRONTDESK.limits.uploads_per_minute)
Answer = Callable[..., Coroutine[Any, Any, HttpResponse]]


def door(view: Answer) -> Answer:
    """What every answer says, and refusals as answers. Whatever fails behind it is `unavailable`, never a traceback."""

    @csrf_exempt
    @wraps(view)
    async def opened(request: HttpRequest, **path: Any) -> HttpResponse:
        try:
            response = await view(request, **path)
        except Refused as no:
            response = refusal_response(no)
        except Exception:
            logger.exception("An upload could not be served")
            response = refusal_response(Refused("unavailable", retry_after=2.0))
        response.headers["Tus-Resumable"] = tus.VERSION
        response.headers["Tus-Version"] = tus.VERSION
        response.headers["Cache-Control"] = "no-store"
        return response

    return opened


@door
async def uploads(request: HttpRequest) -> HttpResponse:
    """POST begins an upload: 201 with its Location. OPTIONS tells what is spoken here."""
    match tus.effective_method(request.method or "", request.headers):
        case "OPTIONS":
            return _options()
        case "POST":
            who = await _admitted(request, "POST")
            _slow_down(beginnings.take(str(who.id)))
            asked = tus.announced(request.headers)
            begun = await in_db(begin_upload, uploader=who, announced=asked, now=timezone.now())
            headers = {**_headers(begun), "Location": f"/api/uploads/{begun.id}"}
            return HttpResponse(status=201, headers=headers)
    return _not_allowed("OPTIONS, POST")


@door
async def upload(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """HEAD tells how far it has come, PATCH goes on, DELETE ends it."""
    method = tus.effective_method(request.method or "", request.headers)
    if method == "OPTIONS":
        return _options()
    if method not in {"HEAD", "PATCH", "DELETE"}:
        return _not_allowed("DELETE, HEAD, OPTIONS, PATCH")
    who = await _admitted(request, method)
    found = await in_db(upload_of, uploader=who, attachment_id=upload_id)
    if method == "HEAD":
        return HttpResponse(headers=_headers(found))
    if method == "DELETE":
        await in_db(cancel, attachment_id=found.id, now=timezone.now())
        return HttpResponse(status=204)
    return await _patch(request, who, found)


async def _patch(request: HttpRequest, who: Uploader, found: Attachment) -> HttpResponse:
    """204 until it is whole; then it is looked at, and the answer is its card. An empty PATCH at its end asks again."""
    offset_bytes = tus.patch_offset(request.headers)
    if offset_bytes != found.offset_bytes:
        raise UploadRefused("conflict", _("The upload stands at %(offset)s."), offset=str(found.offset_bytes))
    if offset_bytes + (tus.content_length(request.headers) or 0) > found.size_bytes:
        raise UploadRefused("too_large", _("That is more than was announced."))
    with at_once(who, most=settings.FRONTDESK.files.uploads_at_once):
        here = await receive_parts(request, upload=found, uploader=who)
        if here.offset_bytes < here.size_bytes:
            return HttpResponse(status=204, headers=_headers(here))
        ready = await finished(here)
    return HttpResponse(
        msgspec.json.encode(attachment_card(ready)), content_type="application/json", headers=_headers(ready)
    )


async def _admitted(request: HttpRequest, method: str) -> Uploader:
    tus.check_version(request.headers)
    _slow_down(requests.take(client_ip(request)))
    return await uploader_of(request, method)


def _slow_down(wait_seconds: float) -> None:
    if wait_seconds:
        raise UploadRefused(
            "too_fast",
            _("Too many uploads at once. Please wait a moment."),
            retry_after=round(wait_seconds, 1),
        )


def _headers(upload: Attachment) -> dict[str, str]:
    return tus.headers_of(
        size_bytes=upload.size_bytes, offset_bytes=upload.offset_bytes, expires_at=upload.expires_at
    )


def _options() -> HttpResponse:
    return HttpResponse(status=204, headers={"Tus-Extension": tus.EXTENSIONS})


def _not_allowed(allow: str) -> HttpResponse:
    return HttpResponse(status=405, headers={"Allow": allow})
