"""Verified customers: the site's server vouches for who somebody is, by a short-lived JWT (RFC 7519)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import jwt
from django.utils.translation import gettext_lazy as _

from chat.models import SiteKey
from chat.protocol.refusals import Refused

ALGORITHM = "HS256"  # pinned: a token never chooses how it is checked
LIFETIME = timedelta(hours=1)
LEEWAY = timedelta(seconds=30)
MOST_ATTRIBUTES = 30
MOST_NUMBER = 2**53


@dataclass(frozen=True, slots=True)
class Claims:
    """What the site's server says of a customer. `sub` is the site's own id for them."""

    sub: str
    name: str
    email: str
    attributes: Mapping[str, str | int | float | bool]


def verify_identity(*, site_id: UUID, identity: str, now: datetime) -> Claims:
    """The claims of an identity made for this site, by a live key of it, within the hour.

    `aud` (the site's id), `sub`, `iat`, `exp` and the header's `kid` are required. Raises `Refused("forbidden")`, with
    the same text whatever was wrong.
    """
    try:
        kid = jwt.get_unverified_header(identity).get("kid")
        key = SiteKey.objects.get(site_id=site_id, kid=_text(kid, 40), revoked_at=None)
        claims = jwt.decode(
            identity,
            key.secret,
            algorithms=[ALGORITHM],
            audience=str(site_id),
            leeway=LEEWAY,
            options={"require": ["aud", "sub", "iat", "exp"]},
        )
        _check_lifetime(claims, now)
        return Claims(
            _text(claims["sub"], 200),
            _text(claims.get("name", ""), 80),
            _text(claims.get("email", ""), 254),
            _attributes(claims.get("attributes", {})),
        )
    except (jwt.PyJWTError, SiteKey.DoesNotExist, ValueError, TypeError, OverflowError):
        raise Refused("forbidden", _("This identity is not accepted.")) from None


def _check_lifetime(claims: dict[str, object], now: datetime) -> None:
    """An identity that lives for longer than the hour could be replayed; refuse it as a whole."""
    issued, expires = float(str(claims["iat"])), float(str(claims["exp"]))
    if expires - issued > LIFETIME.total_seconds() or issued > (now + LEEWAY).timestamp():
        raise ValueError


def _attributes(value: object) -> dict[str, str | int | float | bool]:
    """A flat object of short names and values."""
    if not isinstance(value, dict) or len(value) > MOST_ATTRIBUTES:
        raise ValueError
    for name, each in value.items():
        _text(name, 40)
        if isinstance(each, str):
            _text(each, 500)
        elif not isinstance(each, int | float) or not abs(each) <= MOST_NUMBER:  # neither is NaN
            raise ValueError
    return value


def _text(value: object, most_chars: int) -> str:
    if not isinstance(value, str) or "\x00" in value or len(value) > most_chars:
        raise ValueError
    value.encode()  # of half a surrogate pair, a ValueError
    return value
