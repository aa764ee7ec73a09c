"""What is stored of agents."""

from agents.models.agent import Agent, Status, StatusReason
from agents.models.assignment import Assignment
from agents.models.canned_reply import CannedReply
from agents.models.customer_care import CustomerCare
from agents.models.decision import Decision
from agents.models.kept_draft import KeptDraft
from agents.models.mention import Mention
from agents.models.offer import Offer
from agents.models.outcome import Disposition, Outcome, Tag, Tagging
from agents.models.routing import Routing, Stage
from agents.models.skill_group import Holiday, Membership, OpeningHours, SkillGroup
from agents.models.sweep import Sweep
from agents.models.ticket import Ticket

__all__ = [
    "Agent",
    "Assignment",
    "CannedReply",
    "CustomerCare",
    "Decision",
    "Disposition",
    "Holiday",
    "KeptDraft",
    "Membership",
    "Mention",
    "Offer",
    "OpeningHours",
    "Outcome",
    "Routing",
    "SkillGroup",
    "Stage",
    "Status",
    "StatusReason",
    "Sweep",
    "Tag",
    "Tagging",
    "Ticket",
]
