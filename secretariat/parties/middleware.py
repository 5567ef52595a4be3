"""Build the viewer once a request, when it is first asked for; ask for a second factor of those who must have one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from secretariat.core.addresses import is_for_programs
from secretariat.core.viewer import Viewer
from secretariat.parties.queries import viewer_for


class ViewerMiddleware:
    """Give every request its viewer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        def build() -> Viewer:
            person = request.user if request.user.is_authenticated else None
            return viewer_for(person, on=timezone.localdate())

        request.viewer = SimpleLazyObject(build)  # type: ignore[attr-defined]
        return self.get_response(request)


class SecondFactorMiddleware:
    """Send those whose role asks for a second factor to set one up; until then every other page is shut to them."""

    # SECURITY: only what one needs to set a factor up, to show who one is, and to leave.
    OPEN = frozenset({"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "account_logout"})

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if not settings.SECOND_FACTOR_ROLES or match is None or match.url_name in self.OPEN:
            return None
        viewer: Viewer = request.viewer  # type: ignore[attr-defined]
        if not viewer.holds(*settings.SECOND_FACTOR_ROLES) or is_mfa_enabled(request.user):
            return None
        if is_for_programs(request):
            raise PermissionDenied(_("Your role asks for a second factor. Set one up; then all pages open."))
        messages.warning(request, _("Your role asks for a second factor. Set one up; then all pages open."))
        return redirect("mfa_index")
