"""The set-up pages of agents, and the trace of assignment to be read; one file per noun."""

from agents.admin import agent, canned_reply, customer_care, outcome, skill_group, trace

__all__ = ["agent", "canned_reply", "customer_care", "outcome", "skill_group", "trace"]
