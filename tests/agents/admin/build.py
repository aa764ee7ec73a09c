"""Who looks at the pages, what they find there, and what a form sends back."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.forms import BaseForm
from django.test import Client
from django.urls import reverse

from agents.models import (
    Agent,
    CustomerCare,
    Decision,
    Disposition,
    Holiday,
    Membership,
    Offer,
    OpeningHours,
    Routing,
    SkillGroup,
    Tag,
)
from chat.models import ChatSession
from tests.agents.build import group
from tests.chat.build import agent, chat_session

T0 = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def boss() -> User:
    return User.objects.create_superuser("boss")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(model: Any, name: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def house() -> SkillGroup:
    """One row of everything there is a page for; Mia was offered a chat session because Leo was full."""
    desk = group(for_everyone=False)
    mia, leo = agent("mia"), agent("leo")
    Membership.objects.create(group=desk, agent=mia, level=2)
    OpeningHours.objects.create(group=desk, weekday=0, opens="09:00", closes="17:00")
    Holiday.objects.create(group=desk, date="2026-12-25", name="Christmas")
    Disposition.objects.create(name="Complaint")
    Tag.objects.create(name="refund")
    talk = chat_session()
    CustomerCare.objects.create(customer=talk.customer, owner=mia, priority=2)
    traced(talk, desk, mia, [["full", "5/5", [str(leo.id)]]])
    return desk


def traced(talk: ChatSession, in_: SkillGroup, to: Agent, candidates: list[Any]) -> Decision:
    """A chat session that was offered, and the decision to do so."""
    ChatSession.objects.filter(pk=talk.pk).update(queue_id=in_.pk)
    Routing.objects.create(
        chat_session=talk, group=in_, stage="offered", waiting_since=T0, order_at=T0, look_at=None
    )
    Offer.objects.create(
        chat_session=talk, agent=to, group=in_, made_at=T0, deadline=T0 + timedelta(seconds=20), note="he is cross"
    )  # fmt: skip
    return Decision.objects.create(
        chat_session=talk,
        at=T0,
        kind="offered",
        group=in_,
        agent=to,
        why="least_loaded",
        candidates=candidates,
    )


def as_posted(client: Client, url: str, **changes: Any) -> dict[str, Any]:
    """What a browser sends for a form as it is shown, but for the changes."""
    context = client.get(url).context
    forms: list[BaseForm] = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data: dict[str, Any] = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                data[field.html_name] = list(value) if isinstance(value, list) else value
    return {name: value for name, value in (data | changes).items() if value is not None}
