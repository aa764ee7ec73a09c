"""What is stored of agents."""

from agents.models.agent import Agent, Status
from agents.models.assignment import Assignment
from agents.models.ticket import Ticket

__all__ = ["Agent", "Assignment", "Status", "Ticket"]
