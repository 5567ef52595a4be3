"""Read notices."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted
from secretariat.core.history import change_all, keep
from secretariat.core.viewer import Viewer
from secretariat.notices.models import Notice

AT_A_TIME = 5000


@transaction.atomic
def mark_read(notice: Notice, *, by: Viewer, at: datetime.datetime) -> Notice:
    """Note that a person has read a notice; again changes nothing. Errors: NotPermitted for somebody else's."""
    if by.person is None or notice.person_id != by.person.pk:
        raise NotPermitted(_("Only the person reads their own notices."))
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if notice.read_at is not None:
        return notice
    notice.read_at = at
    return keep(notice, by=by, reason=_("Read"))


@transaction.atomic
def mark_all_read(*, by: Viewer, at: datetime.datetime) -> int:
    """Note that a person has read all they were told; return how many that were.

    Errors: NotPermitted for who is not signed in.
    """
    if by.person is None:
        raise NotPermitted(_("Only the person reads their own notices."))
    unread = list(Notice.objects.visible_to(by).unread().order_by("pk").select_for_update()[:AT_A_TIME])
    for notice in unread:
        notice.read_at = at
    return change_all(unread, ["read_at"], by=by, reason=_("Read"))
