"""Uploads that may not or cannot be done, as HTTP answers.

Refused
└── UploadRefused     says the HTTP status where the code alone does not
"""

from collections.abc import Mapping

from django.http import HttpResponse, JsonResponse

from chat.language import StrOrPromise
from chat.protocol.refusals import RefusalCode, Refused

STATUS: Mapping[RefusalCode, int] = {
    "bad_frame": 400,
    "blank": 400,
    "unknown": 404,
    "forbidden": 403,
    "closed": 403,
    "conflict": 409,
    "gone": 410,
    "too_large": 413,
    "not_allowed": 415,
    "infected": 422,
    "too_fast": 429,
    "quota": 429,
    "unavailable": 503,
}


class UploadRefused(Refused):
    """Nothing of the request was kept, unless the text says so."""

    def __init__(
        self,
        code: RefusalCode,
        text: StrOrPromise = "",
        *,
        status: int = 0,
        retry_after: float | None = None,
        **data: str,
    ) -> None:
        super().__init__(code, text, retry_after=retry_after, **data)
        self.status = status or STATUS[code]


def refusal_response(no: Refused) -> HttpResponse:
    """The refusal, with the same code and text as a frame would have."""
    body: dict[str, str | float] = {"code": no.code, "text": no.text}
    status = no.status if isinstance(no, UploadRefused) else STATUS.get(no.code, 400)
    response = JsonResponse(body, status=status)
    if no.retry_after is not None:
        response = JsonResponse({**body, "retry_after": no.retry_after}, status=status)
        response["Retry-After"] = str(max(1, round(no.retry_after)))
    return response
