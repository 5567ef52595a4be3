"""Who may enter people, change what is recorded of them, and end their accounts."""

from __future__ import annotations

from rules.predicates import Predicate, predicate

from secretariat.accounts.choices import ADMINISTRATOR
from secretariat.accounts.models import Person, Token
from secretariat.core.rules import holds, signed_in
from secretariat.core.viewer import Viewer

may_keep_people: Predicate = holds(ADMINISTRATOR)


@predicate
def is_oneself(viewer: Viewer, person: Person | None) -> bool:
    """Whether the person is the viewer."""
    return viewer.person is not None and person is not None and viewer.person.pk == person.pk


may_see_address: Predicate = may_keep_people | is_oneself


@predicate
def holds_token(viewer: Viewer, token: Token | None) -> bool:
    """Whether the token is the viewer's own."""
    return viewer.person is not None and token is not None and token.person_id == viewer.person.pk


may_make_tokens: Predicate = signed_in
may_revoke_token: Predicate = holds_token | may_keep_people
