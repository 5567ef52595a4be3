"""Verbs of the people in a deliverable: invite, nominate, record who was there, certify, ask what became of it."""

from secretariat.participation.services.attendance import Mark, add_session, change_session, record_attendance
from secretariat.participation.services.certificates import issue_certificate, issue_certificates, revoke_certificate
from secretariat.participation.services.followups import (
    answer_follow_up,
    events_due,
    find_follow_up,
    request_follow_ups,
)
from secretariat.participation.services.invitations import (
    change_invitation,
    invite,
    invite_all,
    lapse_unanswered,
    move_invitation,
    send_invitations,
    set_terms,
)
from secretariat.participation.services.nominations import move_nomination, nominate
from secretariat.participation.services.people import PERSON, correct_participant, erase_participant

__all__ = [
    "PERSON",
    "Mark",
    "add_session",
    "answer_follow_up",
    "change_invitation",
    "change_session",
    "correct_participant",
    "erase_participant",
    "events_due",
    "find_follow_up",
    "invite",
    "invite_all",
    "issue_certificate",
    "issue_certificates",
    "lapse_unanswered",
    "move_invitation",
    "move_nomination",
    "nominate",
    "record_attendance",
    "request_follow_ups",
    "revoke_certificate",
    "send_invitations",
    "set_terms",
]
