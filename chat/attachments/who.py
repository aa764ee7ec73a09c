"""Who uploads: a customer by their token, an agent by their login session and its CSRF token."""

import re

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import PermissionDenied

from chat.attachments.refusals import UploadRefused
from chat.attachments.uploads import Uploader
from chat.db import in_db
from chat.ports import staff
from chat.services.identify import Identified, identify_customers, token_sha256

TOKEN = re.compile(r"[\w-]{20,100}", re.ASCII)
SAFE = frozenset({"HEAD"})


async def uploader_of(request: HttpRequest, method: str) -> Uploader:
    """Raises `UploadRefused` with 401 for nobody known, with 403 for a login session without its CSRF token."""
    authorization = request.headers.get("Authorization", "")
    if authorization:
        return await _customer(authorization)
    agent_id = await in_db(staff().agent_of, request)
    if agent_id is None:
        raise _nobody()
    if method not in SAFE:
        _check_csrf(request)
    return Uploader("agent", agent_id)


async def _customer(authorization: str) -> Uploader:
    scheme, _blank, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not TOKEN.fullmatch(token):
        raise _nobody()
    (who,) = await in_db(identify_customers, [token_sha256(token)])
    if not isinstance(who, Identified):
        raise _nobody()
    return Uploader("customer", who.customer.id)


def _check_csrf(request: HttpRequest) -> None:
    """The door is open to tokens too, so Django's middleware leaves this check to us, as it does to DRF."""
    try:
        SessionAuthentication().enforce_csrf(request)  # type: ignore[arg-type]  # asks nothing of DRF's own
    except PermissionDenied:
        raise UploadRefused("forbidden", _("The CSRF token is missing or wrong.")) from None


def _nobody() -> UploadRefused:
    return UploadRefused("forbidden", _("Nobody known."), status=401)
