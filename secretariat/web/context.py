"""What frames every page: doors, languages, who reads, whether it is a demonstration."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from secretariat.core.languages import current_language
from secretariat.core.rules import holds, in_secretariat, signed_in
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.parties.choices import RoleKind

DOORS = (
    ("mandates", _("Mandates"), "mandates"),
    ("plan", _("Plan"), "plans"),
    ("work", _("Work"), "deliverables"),
    ("structure", _("Structure"), "structure"),
    ("states", _("States"), "states"),
    ("sessions", _("Sessions"), "bodies"),
)


MORE = (
    (_("Coverage"), "coverage"),
    (_("Reports"), "reports"),
    (_("Progress"), "progress"),
    (_("Calendar"), "calendar"),
    (_("Documents"), "documents"),
    (_("Functions"), "functions"),
    (_("Plan lines"), "activities"),
    (_("Organizations"), "organizations"),
    (_("Partners"), "partners"),
    (_("Topics"), "topics"),
    (_("Evaluations"), "event-evaluations"),
    (_("Recommendations"), "recommendations"),
    (_("Questionnaires"), "questionnaires"),
)
OWN = (
    (_("Documents received"), "received", holds(RoleKind.DELEGATE)),
    (_("Distributions"), "distributions", in_secretariat),
    (_("Preferences"), "preferences", signed_in),
    (_("What changed"), "changes", signed_in),
    (_("Calendar addresses"), "calendar-feeds", signed_in),
    (_("People"), "people", in_secretariat),
    (_("Languages"), "languages", in_secretariat),
    (_("Imports"), "imports", in_secretariat),
    (_("Jobs"), "jobs", holds(RoleKind.ADMINISTRATOR)),
    (_("Permissions"), "permissions", holds(RoleKind.ADMINISTRATOR)),
    (_("Who looked"), "readings", holds(RoleKind.ADMINISTRATOR)),
)


@dataclass(frozen=True)
class Door:
    """A way into the product, the same for everyone."""

    key: str
    label: str | Promise
    url: str


@dataclass(frozen=True)
class Language:
    """A language the reader can switch to, staying on the page."""

    code: str
    name: str
    url: str
    current: bool


def doors(*, is_signed_in: bool) -> list[Door]:
    """Return the doors; the first leads who is signed in to their own day."""
    first = ("today", _("Today"), "today") if is_signed_in else ("today", _("Home"), "home")
    return [Door(key, label, reverse(name)) for key, label, name in (first, *DOORS)]


def footer_links() -> list[Door]:
    """Return the lists that no door leads to at once."""
    return [Door(name, label, reverse(name)) for label, name in MORE]


def frame(request: HttpRequest) -> dict[str, object]:
    """Return what the base template shows around a page; doors and foot see ``templatetags.frame``."""
    viewer: Viewer = getattr(request, "viewer", ANYONE)
    return {
        "viewer": viewer,
        "account_links": [Door(name, label, reverse(name)) for label, name, rule in OWN if rule.test(viewer)],
        "languages": [
            Language(code, name, _with_language(request, code), code == current_language())
            for code, name in settings.LANGUAGES
        ],
        "search_url": reverse("search"),
        "demonstration": settings.DEMONSTRATION,
    }


def _with_language(request: HttpRequest, code: str) -> str:
    query = request.GET.copy()
    query["language"] = code
    return f"?{query.urlencode()}"
