"""Why this agent, why still waiting? The trace in words."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agents.clock import database_now
from agents.models import Agent, Decision, Routing, Stage
from agents.presence import who
from agents.protocol import PassedOver, Trace, TraceStep
from agents.rules.allot import Allotment, Waiting
from agents.rules.candidates import Obstacle
from agents.snapshot import answers_to, candidates_of
from agents.strategies import strategy
from agents.trace import Kind, Why
from chat.language import StrOrPromise

OBSTACLES: dict[str, StrOrPromise] = {
    "offline": _("offline"),
    "away": _("away"),
    "busy": _("busy"),
    "wrap_up": _("in wrap-up %(detail)s s"),
    "full": _("full %(detail)s"),
    "declined": _("declined %(detail)s s ago"),
    "missed": _("did not answer %(detail)s s ago"),
    "never": _("pulls from the queue"),
    "not_in_group": _("not in group"),
}
TOLD: dict[Kind, StrOrPromise] = {
    Kind.WAITS: _("Began to wait"),
    Kind.OFFERED: _("Offered to %(agent)s"),
    Kind.ASSIGNED: _("Given to %(agent)s"),
    Kind.ACCEPTED: _("%(agent)s accepted"),
    Kind.DECLINED: _("%(agent)s declined"),
    Kind.EXPIRED: _("%(agent)s did not answer"),
    Kind.WITHDRAWN: _("Stopped ringing at %(agent)s"),
    Kind.PULLED: _("%(agent)s took it"),
    Kind.FORCED: _("Assigned to %(agent)s"),
    Kind.TRANSFERRED: _("Passed on to %(agent)s"),
    Kind.REQUEUED: _("Back in line"),
    Kind.OVERFLOWED: _("Came from another queue"),
    Kind.ABSENT: _("%(agent)s dropped out"),
    Kind.BACK: _("%(agent)s came back"),
    Kind.LEFT: _("Left as a message"),
    Kind.CLOSED: _("Closed"),
}
"""What each kind of decision was; after it, separated by a colon, what is known of the reason."""
REASONS: dict[str, StrOrPromise] = {
    "": "",
    Why.PREFERRED: _("asked first for this customer"),
    Why.TRANSFER: _("transfer"),
    Why.RANG: _("rang %(seconds)s s"),
    Why.SAID: "%(text)s",
    Why.DROPPED_OUT: _("agent dropped out"),
    Why.WENT_AWAY: _("agent went away"),
    Why.WENT_OFFLINE: _("agent went offline"),
    Why.WAS_IDLE: _("agent was idle"),
    Why.GIVEN_BACK: _("given back"),
    Why.NOT_BACK: _("agent did not come back"),
    Why.GRACE: _("%(seconds)s s to come back"),
    Why.WAITED: _("%(seconds)s s in %(group)s"),
    Why.TO_GROUP: "%(group)s",
    Why.AFTER_HOURS: _("outside hours, and nobody is there"),
    "least_loaded": _("least loaded"),
    "longest_idle": _("longest idle"),
    "round_robin": _("round robin"),
    "skill_level": _("skill level"),
    "manual": _("manual"),
}
"""Of another strategy the words are its name; so are those of reasons from before there were codes."""
MOST_STEPS = 200


def words(code: str, detail: str) -> str:
    """An obstacle for people: "full 5/5", "declined 12 s ago"."""
    return str(OBSTACLES.get(code, code)) % {"detail": detail.removesuffix(" s")}


def told(step: Decision) -> str:
    """One decision for people: "Offered to Mia: least loaded", "Leo did not answer: rang 20 s"."""
    kind, agent = Kind(step.kind), step.agent.name if step.agent else ""
    why = reason_words(step.why, step.data)
    if kind == Kind.TRANSFERRED and not agent:
        agent, why = why, ""
    elif agent and step.agent_id == step.by_id and kind in (Kind.TRANSFERRED, Kind.FORCED):
        return gettext("%(agent)s took over") % {"agent": agent}
    deed = str(TOLD[kind]) % {"agent": agent}
    return gettext("%(deed)s: %(why)s") % {"deed": deed, "why": why} if why else deed


def reason_words(code: str, data: Mapping[str, Any]) -> str:
    """A reason for people."""
    known = REASONS.get(code)
    return code.replace("_", " ") if known is None else str(known) % data


def trace(*, ref: int, chat_session_id: UUID, language: str) -> Trace:
    """What was decided so far, and while it waits, why nobody has it now, in this language.

    A fixed number of queries.
    """
    with translation.override(language):
        return _trace(ref, chat_session_id)


def _trace(ref: int, chat_session_id: UUID) -> Trace:
    rows = Decision.objects.filter(chat_session=chat_session_id).select_related("group", "agent", "by")
    steps = list(reversed(rows.order_by("-id")[:MOST_STEPS]))
    names = _names(agent for step in steps for _, _, agents in step.candidates for agent in agents)
    return Trace(
        ref=ref,
        chat_session=chat_session_id,
        steps=[_step(step, names) for step in steps],
        still_waiting=_still_waiting(chat_session_id),
    )


def _step(step: Decision, names: dict[str, str]) -> TraceStep:
    return TraceStep(
        at=step.at,
        kind=step.kind,
        text=told(step),
        why=step.why,
        data={name: str(value) for name, value in step.data.items()},
        group=step.group.name,
        agent=step.agent.name if step.agent else None,
        by=step.by.name if step.by else None,
        passed_over=[
            PassedOver(
                code=code,
                detail=detail,
                text=words(code, detail),
                agents=sorted(names.get(a, "?") for a in agents),
            )
            for code, detail, agents in step.candidates
        ],
    )


def _still_waiting(chat_session_id: UUID) -> list[PassedOver] | None:
    """Each agent and why not, judged anew; None when it does not wait."""
    routing = Routing.objects.select_related("group").filter(pk=chat_session_id, stage=Stage.WAITING).first()
    if routing is None:
        return None
    now, group = database_now(), routing.group
    answers = answers_to([chat_session_id], now).get(chat_session_id, {})
    members = {each.agent_id: each for each in candidates_of(group, who.present_agents(), now)}
    floor = Allotment(members.values(), rank=strategy(group.strategy), strategy=group.strategy, now=now)
    passed_over = floor.choose(Waiting(chat_session_id, answers=answers)).passed_over
    found = {each.obstacle: [members[agent].name for agent in each.agent_ids] for each in passed_over}
    outside = Agent.objects.exclude(pk__in=list(members)).filter(user__is_active=True)
    if others := list(outside.order_by("name").values_list("name", flat=True)):
        found[Obstacle("not_in_group")] = others
    return [
        PassedOver(code=why.code, detail=why.detail, text=words(why.code, why.detail), agents=sorted(names))
        for why, names in found.items()
    ]


def _names(ids: Iterable[str]) -> dict[str, str]:
    rows = Agent.objects.filter(pk__in=set(ids)).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}
