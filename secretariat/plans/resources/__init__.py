"""What plans offer to programs and spreadsheets."""

from secretariat.plans.resources import links, parts, plans

__all__ = ["links", "parts", "plans"]
