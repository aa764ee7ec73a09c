"""Verified customers: the site's server vouches for who somebody is, by a short-lived JWT (RFC 7519)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import jwt

from chat.models import SiteKey
from chat.protocol.refusals import Refused

ALGORITHM = "HS256"  # pinned: a token never chooses how it is checked
LIFETIME = timedelta(hours=1)
LEEWAY = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Claims:
    """What the site's server says of a customer. `sub` is the site's own id for them."""

    sub: str
    name: str
    email: str


def verify_identity(*, site_id: UUID, identity: str, now: datetime) -> Claims:
    """The claims of an identity made for this site, by a live key of it, within the hour.

    `aud` (the site's id), `sub`, `iat`, `exp` and the header's `kid` are required. Raises `Refused("forbidden")`, with
    the same text whatever was wrong.
    """
    try:
        kid = jwt.get_unverified_header(identity).get("kid")
        key = SiteKey.objects.get(site_id=site_id, kid=str(kid), revoked_at=None)
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
            _text(claims["sub"], 200), _text(claims.get("name", ""), 80), _text(claims.get("email", ""), 254)
        )
    except (jwt.PyJWTError, SiteKey.DoesNotExist, ValueError, TypeError, OverflowError):
        raise Refused("forbidden", "This identity is not accepted.") from None


def _check_lifetime(claims: dict[str, object], now: datetime) -> None:
    """An identity that lives for longer than the hour could be replayed; refuse it as a whole."""
    issued, expires = float(str(claims["iat"])), float(str(claims["exp"]))
    if expires - issued > LIFETIME.total_seconds() or issued > (now + LEEWAY).timestamp():
        raise ValueError


def _text(value: object, most_chars: int) -> str:
    if not isinstance(value, str) or "\x00" in value or len(value) > most_chars:
        raise ValueError
    return value
