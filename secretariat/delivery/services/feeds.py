"""Addresses of calendars: made, shown once, found again by what a program shows, revoked."""

from __future__ import annotations

import datetime
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.accounts.models import Person
from secretariat.accounts.tokens import digest_of
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import FeedOf
from secretariat.delivery.models import Feed
from secretariat.delivery.rules import may_make_feeds, may_revoke_feed

MOST = 10  # standing at a time, for one person


@transaction.atomic
def make_feed(*, name: str, of: FeedOf, by: Viewer) -> tuple[Feed, str]:
    """Make an address for oneself; return it with its secret, which is kept nowhere and cannot be shown again.

    Errors: NotPermitted for who is not signed in; Refused where one has too many; ValidationError.
    """
    if not may_make_feeds.test(by) or not isinstance(by.person, Person):
        raise NotPermitted(_("Sign in to make a calendar address."))
    Person.objects.select_for_update().get(pk=by.person.pk)
    if Feed.objects.standing().filter(person=by.person).count() >= MOST:
        raise Refused(_("You have %(number)s calendar addresses: revoke one first.") % {"number": MOST})
    secret = secrets.token_urlsafe(32)
    feed = Feed(person=by.person, name=name, of=of, digest=digest_of(secret))
    return keep(feed, by=by, reason=_("Made")), secret


@transaction.atomic
def revoke_feed(feed: Feed, *, by: Viewer, on: datetime.date, reason: str) -> Feed:
    """Let an address answer nothing any more. Errors: NotPermitted for somebody else's; Refused where revoked."""
    if not may_revoke_feed.test(by, feed):
        raise NotPermitted(_("Only its person or an administrator revokes a calendar address."))
    feed = Feed.objects.select_for_update().get(pk=feed.pk)
    if feed.revoked_on is not None:
        raise Refused(_("This address is revoked already."))
    feed.revoked_on = on
    return keep(feed, by=by, reason=reason)


def find_feed(secret: str) -> Feed | None:
    """Return the standing feed with this secret, and its person; None otherwise.

    SECURITY: looked up by digest, so the time it takes says nothing of the secret. It ends with the account.
    """
    found = Feed.objects.standing().filter(digest=digest_of(secret), person__is_active=True)
    return found.select_related("person").first()
