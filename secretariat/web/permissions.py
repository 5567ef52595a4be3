"""The matrix of permissions: every route of the URL configuration, every method, every person of the cast.

A page of ours declares its rule on its class. Routes of other people's packages are declared here, by name. A route
with neither is undeclared, and the build fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from rules.predicates import Predicate

from secretariat.core.pages import Page
from secretariat.core.rules import anyone, signed_in

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
PEOPLE = (
    "anyone",
    "program_officer",
    "chief",
    "planning_officer",
    "finance_officer",
    "knowledge_officer",
    "conference_officer",
    "administrator",
    "delegate",
    "second_delegate",
    "expert",
    "analyst",
    "partner",
)

# Sign-in is django-allauth's. Nobody can sign up: that page says so.
OTHERS: dict[str, Predicate] = {
    "account_login": anyone,
    "account_logout": anyone,
    "account_signup": anyone,
    "account_inactive": anyone,
    "account_confirm_login_code": anyone,
    "account_reset_password": anyone,
    "account_reset_password_done": anyone,
    "account_reset_password_from_key": anyone,
    "account_reset_password_from_key_done": anyone,
    "account_confirm_email": anyone,
    "account_email_verification_sent": anyone,
    "account_reauthenticate": signed_in,
    "account_change_password": signed_in,
    "account_set_password": signed_in,
    "account_email": signed_in,
    "mfa_authenticate": anyone,  # the second step of signing in, for who has done the first
    "mfa_index": signed_in,
    "mfa_reauthenticate": signed_in,
    "mfa_activate_totp": signed_in,
    "mfa_deactivate_totp": signed_in,
    "mfa_view_recovery_codes": signed_in,
    "mfa_generate_recovery_codes": signed_in,
    "mfa_download_recovery_codes": signed_in,
    "mfa_list_webauthn": signed_in,
    "mfa_add_webauthn": signed_in,
    "mfa_reauthenticate_webauthn": signed_in,
    "mfa_edit_webauthn": signed_in,  # one's own keys only; those of others are not found
    "mfa_remove_webauthn": signed_in,
    "usersessions_list": signed_in,
    # For the machine itself and for who bears its token, whoever they are here; others find nothing (operations.views).
    "health-live": anyone,
    "health-ready": anyone,
    "metrics": anyone,
}


@dataclass(frozen=True)
class Route:
    """One entry of the URL configuration."""

    name: str
    pattern: str
    view: Any

    @property
    def rule(self) -> Predicate | None:
        """The rule that guards it, of an operation of the API that of reading; None where nobody declared one."""
        return self.rule_for("GET")

    @property
    def page(self) -> type[Page] | None:
        """The page of ours that it shows, where it does."""
        found = getattr(self.view, "view_class", None)
        return found if isinstance(found, type) and issubclass(found, Page) else None

    @property
    def is_ours(self) -> bool:
        """Whether it is a page of ours or a view of the API: what these do not offer they refuse to everyone alike."""
        return self.page is not None or hasattr(self.view, "rules")

    @property
    def methods(self) -> tuple[str, ...]:
        """What it offers; of somebody else's view, which does not say, all. HEAD is offered wherever GET is."""
        if not self.is_ours:
            return METHODS
        offered = (
            self.view.rules if self.page is None else {each for each in METHODS if hasattr(self.page, each.lower())}
        )
        return tuple(each for each in METHODS if ("GET" if each == "HEAD" else each) in offered)

    def rule_for(self, method: str) -> Predicate | None:
        """Return the rule that guards one method.

        A view of the API says it by method in ``rules``; a method it does not offer is refused to everyone alike (405).
        """
        rules: dict[str, Predicate] = getattr(self.view, "rules", {})
        if rules:
            return rules.get(method, next(iter(rules.values())))
        return self.page.rule if self.page is not None else OTHERS.get(self.name)


@dataclass(frozen=True)
class Cell:
    """One question of the matrix: may this person use this route with this method."""

    route: Route
    method: str
    person: str

    @property
    def is_declared(self) -> bool:
        return self.route.rule_for(self.method) is not None

    def __str__(self) -> str:
        return f"{self.route.pattern} {self.method} {self.person}"


def routes() -> list[Route]:
    """Return every route, in the order in which addresses are looked up."""
    return list(_walk(get_resolver().url_patterns, ""))


def cells() -> Iterator[Cell]:
    """Yield every cell of the matrix."""
    for route in routes():
        for method in METHODS:
            for person in PEOPLE:
                yield Cell(route, method, person)


def _walk(patterns: list[Any], before: str) -> Iterator[Route]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, before + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield Route(each.name or "", before + str(each.pattern), each.callback)
