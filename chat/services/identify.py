"""Who holds a customer token."""

import hashlib
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models import Customer, CustomerToken, Site
from chat.protocol.frames import ChatSessionState, CustomerState, UploadLimits
from chat.protocol.refusals import CloseCode, Closing, Refused
from chat.services.events import chat_session_state
from chat.services.verify import verify_identity
from chat.services.visits import tell_customer_changed

TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Identified:
    """A customer who proved who they are, their site, and their open (else latest) chat session."""

    token_sha256: str
    customer: CustomerState
    site_id: UUID
    sneak_peek: bool
    chat_session: ChatSessionState | None
    uploads: UploadLimits


IDENTIFY = """
SELECT wanted.place, encode(t.sha256, 'hex'), c.id, c.name, c.site_id, w.sneak_peek,
    w.upload_max_bytes, w.upload_types, s.id, s.phase, s.opened_at, s.public_seq, s.responsible_id,
    s.responsible_name, s.customer_read_seq, s.agent_read_seq, s.absent_until
FROM unnest(%s::text[]) WITH ORDINALITY AS wanted(sha256, place)
JOIN chat_customertoken t ON t.sha256 = decode(wanted.sha256, 'hex') AND t.revoked_at IS NULL
JOIN chat_customer c ON c.id = t.customer_id
JOIN chat_site w ON w.id = c.site_id
LEFT JOIN LATERAL (
    SELECT * FROM chat_chatsession WHERE customer_id = c.id ORDER BY opened_at DESC LIMIT 1
) s ON true
"""


def token_sha256(token: str) -> str:
    """What is stored and looked up instead of the token."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def identify_customers(sha256s: Sequence[str]) -> list[Identified | Exception]:
    """Who holds each token, in order and in one query; `Closing(UNAUTHENTICATED)` for unknown ones."""
    found: list[Identified | Exception] = [Closing(CloseCode.UNAUTHENTICATED) for _ in sha256s]
    with connection.cursor() as cursor:
        cursor.execute(IDENTIFY, [list(sha256s)])
        for place, sha256, customer_id, name, site, peeks, max_bytes, types, *chat_session in cursor:
            state = None if chat_session[0] is None else chat_session_state(*chat_session)
            found[place - 1] = Identified(
                sha256,
                CustomerState(id=customer_id, name=name),
                site,
                peeks,
                state,
                UploadLimits(max_bytes=max_bytes, types=types),
            )
    return found


@transaction.atomic
def start_customer(
    *, site_id: UUID, name: str = "", email: str = "", identity: str = ""
) -> tuple[Customer, str]:
    """A customer of a site and a token that lets them speak.

    Without `identity` (a JWT by the site's server) it is a new anonymous one. With it, the one verified customer of
    that `sub`, from whatever device; nobody is ever merged by name or e-mail.

    Raises `Refused`: unknown (no such site), forbidden (the identity does not hold).
    """
    if not Site.objects.filter(pk=site_id).exists():
        raise Refused("unknown", _("There is no such site."))
    if identity:
        claims = verify_identity(site_id=site_id, identity=identity, now=timezone.now())
        customer, _created = Customer.objects.update_or_create(
            site_id=site_id,
            external_id=claims.sub,
            verified=True,
            defaults={
                "name": claims.name or name,
                "email": claims.email or email,
                "attributes": claims.attributes,
            },
        )
        tell_customer_changed(customer.id)
    else:
        customer = Customer.objects.create(site_id=site_id, name=name, email=email)
    return customer, issue_token(customer=customer)


def issue_token(*, customer: Customer) -> str:
    """A further token for a customer: 256 random bits, of which only the hash is kept."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    CustomerToken.objects.create(customer=customer, sha256=bytes.fromhex(token_sha256(token)))
    return token


def dead_tokens(sha256s: Sequence[str]) -> set[str]:
    """Of these tokens, those that let nobody in any more."""
    live = CustomerToken.objects.filter(sha256__in=[bytes.fromhex(each) for each in sha256s], revoked_at=None)
    return set(sha256s) - {bytes(each).hex() for each in live.values_list("sha256", flat=True)}


def hiding_sites(site_ids: Collection[UUID]) -> frozenset[UUID]:
    """Of these sites, those that do not show staff what customers are typing."""
    hiding = Site.objects.filter(pk__in=site_ids, sneak_peek=False)
    return frozenset(hiding.order_by().values_list("pk", flat=True))


def revoke_tokens(*, customer: Customer) -> None:
    """No token of this customer lets anybody in any more; open sockets close at their node's next check."""
    CustomerToken.objects.filter(customer=customer, revoked_at=None).update(revoked_at=timezone.now())
