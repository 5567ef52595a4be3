"""People who sign in, their roles, and what administrators do with both."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.db.models import F, Prefetch
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.accounts.models import Person, PersonQuerySet
from secretariat.accounts.rules import is_oneself
from secretariat.accounts.services import correct_person, enter_person, reopen_account
from secretariat.core.columns import Cell, Column, Table, table
from secretariat.core.dates import written_date
from secretariat.core.pages import Action, ConfirmPage, Fact, FormPage, ListPage, RecordPage, fact
from secretariat.core.rules import signed_in
from secretariat.parties.choices import RoleKind
from secretariat.parties.columns import PEOPLE, ROLES
from secretariat.parties.filters import PersonFilter
from secretariat.parties.forms import (
    AT_ONCE,
    CorrectionForm,
    EndRoleForm,
    EraseForm,
    LastDayForm,
    PersonForm,
    RoleForm,
    choosable,
)
from secretariat.parties.models import Role
from secretariat.parties.rules import may_give_roles, may_keep_people, may_see_address, may_see_people
from secretariat.parties.services import (
    change_last_day,
    close_account,
    end_role,
    erase_person,
    give_role,
    withdraw_role,
)

Crumb = tuple[Any, str]


def people_crumb() -> Crumb:
    return _("People"), reverse("people")


class PeoplePage(ListPage):
    """Everyone who may sign in or could; for the secretariat."""

    rule = may_see_people
    title = gettext_lazy("People")
    columns = PEOPLE
    filters = PersonFilter
    order = "name"

    def records(self) -> Any:
        roles = Role.objects.visible_to(self.viewer).in_force(self.today).select_related("party").order_by("kind")
        people = Person.objects.people().visible_to(self.viewer)
        return people.prefetch_related(Prefetch("roles", roles, to_attr="roles_now"))

    def actions(self) -> list[Action]:
        if not may_keep_people.test(self.viewer):
            return []
        return [Action(_("Enter a person"), reverse("person-enter"), primary=True)]


class PersonPage(RecordPage):
    """One person with their roles; for the secretariat and the person. The address is for administrators and them."""

    rule = signed_in
    template_name = "parties/person.html"

    def records(self) -> Any:
        return Person.objects.people().visible_to(self.viewer)

    def crumbs(self) -> list[Crumb]:
        return [people_crumb()] if may_see_people.test(self.viewer) else []

    def facts(self) -> list[Fact]:
        person: Person = self.subject
        account = Cell(_("open"), tone="done") if person.is_active else Cell(_("ended"), tone="none")
        return [
            fact(_("E-mail address"), person.email if may_see_address.test(self.viewer, person) else None),
            fact(_("Language"), person.get_language_display() if person.language else _("as the browser asks")),
            fact(_("Time zone"), person.time_zone),
            fact(_("Account"), account),
            fact(_("Invented"), _("for the demonstration") if person.is_demonstration else None),
        ]

    def actions(self) -> list[Action]:
        own = [Action(_("Preferences"), reverse("preferences"), primary=True)]
        return [*(own if is_oneself.test(self.viewer, self.subject) else []), *self._keeping()]

    def _keeping(self) -> list[Action]:
        """Return what an administrator does with this account."""
        if not may_keep_people.test(self.viewer):
            return []
        key = (self.subject.pk,)
        if not self.subject.is_active:
            return [
                Action(_("Open the account again"), reverse("account-reopen", args=key)),
                Action(_("Erase on request"), reverse("person-erase", args=key)),
            ]
        give = [Action(_("Give a role"), reverse("role-give", args=key), primary=True)]
        return [
            *([] if is_oneself.test(self.viewer, self.subject) else give),
            Action(_("Correct"), reverse("person-correct", args=key)),
            Action(_("End the account"), reverse("account-end", args=key)),
        ]

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "roles": self._roles()}

    def _roles(self) -> Table:
        rows = Role.objects.visible_to(self.viewer).filter(person=self.subject).select_related("party")
        ways = [Column("last-day", "", self._change), Column("end", "", self._end)]
        columns = [*ROLES, *ways] if may_give_roles.test(self.viewer) else ROLES
        return table(
            columns,
            list(rows.order_by(F("valid_from").desc(nulls_last=True), "kind")),
            empty=_("No role was given yet."),
        )

    def _change(self, role: Role) -> Cell:
        return self._way(role, _("Change the last day"), "role-last-day")

    def _end(self, role: Role) -> Cell:
        return self._way(role, _("End"), "role-end")

    def _way(self, role: Role, words: str, route: str) -> Cell:
        over = role.is_withdrawn or (role.valid_until is not None and role.valid_until < self.today)
        return Cell("") if over else Cell(words, href=reverse(route, args=(self.subject.pk, role.pk)))


class PersonEnterPage(FormPage):
    """Enter a person, and send them a link to set a password."""

    rule = may_keep_people
    title = gettext_lazy("Enter a person")
    form_class = PersonForm
    submit_label = gettext_lazy("Enter and send the link")
    intro = gettext_lazy("The person can do nothing before you give a role, which is the next step.")
    done = gettext_lazy("Entered. A link to set a password is on its way. Now give a role.")

    def crumbs(self) -> list[Crumb]:
        return [people_crumb()]

    def perform(self, form: PersonForm) -> None:
        self.subject = enter_person(**form.cleaned_data, by=self.viewer)
        get_adapter(self.request).send_invitation(self.subject)

    def done_url(self) -> str:
        return reverse("role-give", args=(self.subject.pk,))

    def cancel_url(self) -> str:
        return reverse("people")


class OfPersonPage(FormPage):
    """A form about one person."""

    abstract = True
    subject: Person

    def people(self) -> PersonQuerySet:
        found: PersonQuerySet = Person.objects.people().visible_to(self.viewer)
        return found

    def load(self) -> None:
        self.subject = get_object_or_404(self.people(), pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return [people_crumb(), (str(self.subject), self.subject.get_absolute_url())]


class PersonCorrectPage(OfPersonPage):
    """Correct a name or an address."""

    rule = may_keep_people
    title = gettext_lazy("Correct a person's name or address")
    form_class = CorrectionForm

    def initial(self) -> dict[str, Any]:
        return {"full_name": self.subject.full_name, "email": self.subject.email}

    def perform(self, form: CorrectionForm) -> None:
        correct_person(self.subject, **form.cleaned_data, by=self.viewer)


class RoleGivePage(OfPersonPage):
    """Give a role."""

    rule = may_give_roles
    title = gettext_lazy("Give a role")
    form_class = RoleForm
    submit_label = gettext_lazy("Give the role")
    done = gettext_lazy("The role is given.")

    def initial(self) -> dict[str, Any]:
        return {"on": self.today}

    def form_options(self) -> dict[str, Any]:
        return {"parties": choosable(), "today": self.today}

    def perform(self, form: RoleForm) -> None:
        given = dict(form.cleaned_data)
        give_role(
            self.subject,
            kind=RoleKind(given.pop("kind")),
            party=form.parties[given.pop("party")],
            **given,
            by=self.viewer,
        )


class OneRolePage(FormPage):
    """A form about one role of a person."""

    abstract = True
    subject: Role

    def load(self) -> None:
        roles = Role.objects.visible_to(self.viewer).select_related("person", "party")
        self.subject = get_object_or_404(roles, pk=self.kwargs["role"], person=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return [people_crumb(), (str(self.subject.person), self.done_url())]

    def form_options(self) -> dict[str, Any]:
        return {"today": self.today}

    def done_url(self) -> str:
        return self.subject.person.get_absolute_url()


class RoleLastDayPage(OneRolePage):
    """Extend a role, or shorten it."""

    rule = may_give_roles
    title = gettext_lazy("Change the last day of a role")
    form_class = LastDayForm
    done = gettext_lazy("The last day is changed.")

    @property
    def intro(self) -> str:  # type: ignore[override]
        role = self.subject
        return _("%(person)s as %(role)s for %(party)s, %(until)s.") % {
            "person": role.person,
            "role": role.get_kind_display(),
            "party": role.party,
            "until": (
                _("until %(day)s") % {"day": written_date(role.valid_until)}
                if role.valid_until
                else _("until further notice")
            ),
        }

    def initial(self) -> dict[str, Any]:
        return {"until": self.subject.valid_until}

    def perform(self, form: LastDayForm) -> None:
        change_last_day(self.subject, **form.cleaned_data, by=self.viewer, on=self.today)


class RoleEndPage(ConfirmPage, OneRolePage):
    """End a role, on a day or at once."""

    rule = may_give_roles
    title = gettext_lazy("End a role")
    form_class = EndRoleForm
    submit_label = gettext_lazy("End the role")
    done = gettext_lazy("The role is ended.")
    danger = True

    def initial(self) -> dict[str, Any]:
        return {"last_day": self.today}

    def get_context(self) -> dict[str, Any]:
        role = self.subject
        question = _("End the role of %(person)s as %(role)s for %(party)s?") % {
            "person": role.person,
            "role": role.get_kind_display(),
            "party": role.party,
        }
        return {**super().get_context(), "question": question}

    def consequences(self) -> list[Any]:
        since = written_date(self.subject.valid_from, self.subject.from_precision)
        return [
            _("What was done under this role since %(day)s stays on record with the person's name.") % {"day": since},
            _("The account stays open, with its other roles."),
        ]

    def perform(self, form: EndRoleForm) -> None:
        given = form.cleaned_data
        if given["when"] == AT_ONCE:
            withdraw_role(self.subject, by=self.viewer, on=self.today, reason=given["reason"])
        else:
            end_role(self.subject, by=self.viewer, on=given["last_day"], reason=given["reason"])


class AccountEndPage(ConfirmPage, OfPersonPage):
    """End an account with all its roles."""

    rule = may_keep_people
    title = gettext_lazy("End an account")
    submit_label = gettext_lazy("End the account")
    done = gettext_lazy("The account is ended.")
    danger = True

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "question": _("End the account of %(person)s?") % {"person": self.subject}}

    def consequences(self) -> list[Any]:
        return [
            _("Wherever the person is signed in, that ends at once; they cannot sign in again."),
            _("All their roles are taken away today."),
            _("What they wrote and decided stays on record with their name."),
        ]

    def perform(self, form: Any) -> None:
        close_account(self.subject, by=self.viewer, on=self.today, reason=form.cleaned_data["reason"])


class PersonErasePage(ConfirmPage, OfPersonPage):
    """Erase a person on their request."""

    rule = may_keep_people
    title = gettext_lazy("Erase a person")
    form_class = EraseForm
    submit_label = gettext_lazy("Erase for good")
    done = gettext_lazy("The person is erased.")
    danger = True

    def form_options(self) -> dict[str, Any]:
        return {"name": self.subject.full_name}

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "question": _("Erase %(person)s for good?") % {"person": self.subject}}

    def consequences(self) -> list[Any]:
        return [
            _("Name, address and preferences go, here and in every history. Nobody can bring them back."),
            _("Sessions, second factors, roles and messages on their way end."),
            _("What the person wrote, decided and read stays, by an erased person."),
            _("Words that somebody wrote, such as a title, are not changed: you are told where the name stands."),
        ]

    def perform(self, form: EraseForm) -> None:
        left = erase_person(self.subject, by=self.viewer, on=self.today)
        if left:
            places = {"places": ", ".join(map(str, left))}
            messages.warning(self.request, _("The name or address still stands in words: %(places)s") % places)

    def done_url(self) -> str:
        return reverse("people")

    def cancel_url(self) -> str:
        return self.subject.get_absolute_url()


class AccountReopenPage(ConfirmPage, OfPersonPage):
    """Open an ended account again."""

    rule = may_keep_people
    title = gettext_lazy("Open an account again")
    submit_label = gettext_lazy("Open the account")
    done = gettext_lazy("The account is open again. It has no roles until you give some.")

    def get_context(self) -> dict[str, Any]:
        question = _("Let %(person)s sign in again?") % {"person": self.subject}
        return {**super().get_context(), "question": question}

    def consequences(self) -> list[Any]:
        return [_("The person signs in with the same address and password as before."), _("Ended roles stay ended.")]

    def perform(self, form: Any) -> None:
        reopen_account(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])
