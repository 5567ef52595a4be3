"""Who keeps questionnaires, and from which state to which one goes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secretariat.core.rules import holds
from secretariat.core.transitions import Transition, Transitions
from secretariat.parties.choices import RoleKind
from secretariat.questionnaires.choices import VersionState

may_keep_questionnaires = holds(RoleKind.PLANNING_OFFICER, RoleKind.KNOWLEDGE_OFFICER)

VERSION_CHANGES = Transitions(
    Transition("use", _("put in use"), (VersionState.DRAFT,), VersionState.IN_USE, may_keep_questionnaires),
    Transition("retire", _("retire"), (VersionState.IN_USE,), VersionState.RETIRED, may_keep_questionnaires),
)
