"""Verbs of parties: enter States and organizations, their names and what they take part in; give, extend, end roles."""

from secretariat.parties.services.dated import (
    correct_former_name,
    correct_participation,
    end_participation,
    record_former_name,
    record_participation,
)
from secretariat.parties.services.erasure import erase_person
from secretariat.parties.services.registers import (
    correct_organization,
    correct_party,
    correct_state,
    enter_organization,
    enter_organizations,
    enter_party,
    enter_state,
    rename_party,
)
from secretariat.parties.services.roles import change_last_day, close_account, end_role, give_role, withdraw_role

__all__ = [
    "change_last_day",
    "close_account",
    "correct_former_name",
    "correct_organization",
    "correct_participation",
    "correct_party",
    "correct_state",
    "end_participation",
    "end_role",
    "enter_organization",
    "enter_organizations",
    "enter_party",
    "enter_state",
    "erase_person",
    "give_role",
    "record_former_name",
    "record_participation",
    "rename_party",
    "withdraw_role",
]
