"""Why this agent, why still waiting? The trace in words."""

from collections.abc import Iterable
from uuid import UUID

from agents.clock import database_now
from agents.models import Agent, Decision, Routing, Stage
from agents.presence import who
from agents.protocol import PassedOver, Trace, TraceStep
from agents.rules.allot import Allotment, Waiting
from agents.rules.candidates import Obstacle
from agents.snapshot import answers_to, candidates_of
from agents.strategies import strategy
from agents.trace import Kind

TEXTS = {
    "offline": "offline",
    "away": "away",
    "busy": "busy",
    "wrap_up": "in wrap-up",
    "full": "full",
    "declined": "declined",
    "missed": "did not answer",
    "never": "pulls from the queue",
    "not_in_group": "not in group",
}
AGO = {"declined", "missed"}
TOLD = {
    Kind.WAITS: "Began to wait",
    Kind.OFFERED: "Offered to {agent}",
    Kind.ASSIGNED: "Given to {agent}",
    Kind.ACCEPTED: "{agent} accepted",
    Kind.DECLINED: "{agent} declined",
    Kind.EXPIRED: "{agent} did not answer",
    Kind.WITHDRAWN: "Stopped ringing at {agent}",
    Kind.PULLED: "{agent} took it",
    Kind.FORCED: "Assigned to {agent}",
    Kind.TRANSFERRED: "Passed on to {agent}",
    Kind.REQUEUED: "Back in line",
    Kind.OVERFLOWED: "Came from another queue",
    Kind.ABSENT: "{agent} dropped out",
    Kind.BACK: "{agent} came back",
    Kind.LEFT: "Left as a message",
    Kind.CLOSED: "Closed",
}
"""What each kind of decision was; after it, separated by a colon, what is known of the reason."""
MOST_STEPS = 200


def words(code: str, detail: str) -> str:
    """An obstacle for people: "full 5/5", "declined 12 s ago"."""
    ago = " ago" if code in AGO else ""
    return f"{TEXTS.get(code, code)} {detail}{ago}".strip()


def told(step: Decision) -> str:
    """One decision for people: "Offered to Mia: least loaded", "Leo did not answer: rang 20 s"."""
    kind, agent, why = Kind(step.kind), step.agent.name if step.agent else "", step.why
    if kind == Kind.TRANSFERRED and not agent:
        agent, why = why, ""
    elif agent and step.agent_id == step.by_id and kind in (Kind.TRANSFERRED, Kind.FORCED):
        return f"{agent} took over"
    elif kind in (Kind.OFFERED, Kind.ASSIGNED):
        why = "asked first for this customer" if why == "preferred" else why.replace("_", " ")
    return TOLD[kind].format(agent=agent) + (f": {why}" if why else "")


def trace(*, ref: int, chat_session_id: UUID) -> Trace:
    """What was decided so far, and while it waits, why nobody has it now. A fixed number of queries."""
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
        group=step.group.name,
        agent=step.agent.name if step.agent else None,
        by=step.by.name if step.by else None,
        passed_over=[
            PassedOver(code=code, text=words(code, detail), agents=sorted(names.get(a, "?") for a in agents))
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
        PassedOver(code=why.code, text=words(why.code, why.detail), agents=sorted(names))
        for why, names in found.items()
    ]


def _names(ids: Iterable[str]) -> dict[str, str]:
    rows = Agent.objects.filter(pk__in=set(ids)).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}
