"""Verbs of recommendations: make, change, answer, follow up, take to another state."""

from secretariat.recommendations.services.following import follow_up, move_recommendation, respond
from secretariat.recommendations.services.making import FACTS, change_recommendation, recommend

__all__ = ["FACTS", "change_recommendation", "follow_up", "move_recommendation", "recommend", "respond"]
