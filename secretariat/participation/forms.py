"""What people send about those who take part."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secretariat.core.languages import TranslatedFormField, alphabetical
from secretariat.core.pages import ReasonForm
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable
from secretariat.participation import rules
from secretariat.participation.choices import InstitutionKind, PartOfDay, Sex
from secretariat.participation.models import Participant
from secretariat.participation.services import PERSON
from secretariat.participation.services.invitations import FACTS, INVITED
from secretariat.parties.choices import Capacity, PartyKind, RoleKind
from secretariat.parties.models import Participation, Party

LANGUAGES = [("", _("as the person named prefers")), *settings.LANGUAGES]
DAY = forms.DateInput(attrs={"type": "date"})
NEEDED = ("given_names", "family_names", "institution_kind")  # of somebody who is not on record
YES_OR_NO = [("yes", _("yes")), ("no", _("no"))]


class OfferForm(forms.Form):
    """What an invitation offers."""

    places = forms.IntegerField(
        label=_("Places offered to each"), min_value=1, max_value=999, required=False, help_text=_("Empty: any number.")
    )
    women_aimed = forms.IntegerField(label=_("Of them for women"), min_value=0, max_value=999, required=False)
    is_aim_kept = forms.BooleanField(
        label=_("Keep these places free for women"),
        required=False,
        help_text=_("Otherwise the number is an aim that is shown and no more."),
    )
    deadline = forms.DateField(
        label=_("Answer by"),
        required=False,
        widget=DAY,
        help_text=_("Last day on which a State names people by itself."),
    )

    def offered(self) -> dict[str, Any]:
        """Return what the form says of the offer, by fact."""
        return {name: self.cleaned_data[name] for name in FACTS}


class InviteForm(OfferForm):
    """Whom to invite, and what to offer to each."""

    group = forms.ModelChoiceField(
        label=_("All members of a group"),
        queryset=Party.objects.none(),
        required=False,
        help_text=_("Its Member States of today."),
    )
    parties = forms.ModelMultipleChoiceField(
        label=_("States and organizations"), queryset=Party.objects.none(), required=False
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)

    field_order = ("group", "parties", "places", "women_aimed", "is_aim_kept", "deadline", "language")

    def __init__(self, *args: Any, viewer: Viewer, subject: Deliverable, **options: Any) -> None:
        super().__init__(*args, **options)
        known = subject.invitations.values("party")
        rows = Party.objects.visible_to(viewer).filter(kind__in=INVITED).exclude(pk__in=known)
        self.fields["parties"].queryset = rows.order_by("-kind", alphabetical("name"))  # type: ignore[attr-defined]
        groups = Party.objects.visible_to(viewer).with_members()
        self.fields["group"].queryset = groups.order_by(alphabetical("name"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not found.get("group") and not found.get("parties"):
            self.add_error("parties", _("Choose a group, or States and organizations."))
        return found

    def chosen(self, on: Any) -> list[Party]:
        """Return all that are chosen, the members of the group on a day among them."""
        wanted = Q(pk__in=[each.pk for each in self.cleaned_data["parties"]])
        if group := self.cleaned_data["group"]:
            facts = Participation.objects.filter(of=group, capacity=Capacity.MEMBER, party__kind=PartyKind.STATE)
            wanted |= Q(pk__in=facts.valid_on(on).values("party"))
        return list(Party.objects.filter(wanted).order_by("slug"))


class ChangeOfferForm(OfferForm):
    """What an invitation offers, and why that changes."""

    reason = ReasonForm.base_fields["reason"]


class AnswerForm(ReasonForm):
    """A reason, and the number of a note."""

    note = forms.CharField(label=_("Number of the note"), max_length=120, required=False)

    field_order = ("note", "reason")


class SendForm(forms.Form):
    """With which note invitations went out."""

    note = forms.CharField(
        label=_("Number of the note"), max_length=120, required=False, help_text=_("Empty where they went by mail.")
    )


class PersonForm(forms.Form):
    """What is known of somebody who takes part."""

    given_names = forms.CharField(label=_("Given names"), max_length=120)
    family_names = forms.CharField(label=_("Family names"), max_length=120)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, initial=Sex.UNKNOWN, help_text=_("For counts alone."))
    institution = forms.CharField(label=_("Institution"), max_length=200, required=False)
    institution_kind = forms.ChoiceField(
        label=_("Kind of institution"), choices=[("", _("choose")), *InstitutionKind.choices]
    )
    position = forms.CharField(label=_("Position"), max_length=160, required=False)
    mail = forms.EmailField(label=_("E-mail address"), required=False)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("not known")), *settings.LANGUAGES],
        required=False,
        help_text=_("Of messages and of the certificate."),
    )
    may_be_asked = forms.BooleanField(label=_("Agrees to be asked, months later, what became of it"), required=False)

    def person(self) -> dict[str, Any]:
        """Return what the form says of the person, by fact."""
        return {name: self.cleaned_data[name] for name in PERSON}


class NominateForm(PersonForm):
    """Who is named by whom: somebody on record, or somebody new."""

    party = forms.ModelChoiceField(label=_("State or organization"), queryset=Party.objects.none())
    participant = forms.ModelChoiceField(
        label=_("Somebody on record"),
        queryset=Participant.objects.none(),
        required=False,
        help_text=_("Then leave the fields of the person empty."),
    )
    note = forms.CharField(label=_("Number of the note"), max_length=120, required=False)
    reason = forms.CharField(
        label=_("Reason"), max_length=500, required=False, help_text=_("Needed after the deadline.")
    )

    field_order = ("party", "participant", *PERSON, "note", "reason")

    def __init__(
        self, *args: Any, viewer: Viewer, subject: Deliverable, party: Party | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        runs = rules.runs_event.test(viewer, subject)
        parties = Party.objects.visible_to(viewer).filter(kind__in=INVITED)
        if not runs:
            parties = parties.filter(pk__in=viewer.parties_as(RoleKind.DELEGATE))
            del self.fields["reason"]
        self.fields["party"].queryset = parties.order_by("-kind", alphabetical("name"))  # type: ignore[attr-defined]
        known = Participant.objects.visible_to(viewer).filter(party=party, is_erased=False)
        self.fields["participant"].queryset = known.exclude(nominations__deliverable=subject).order_by(  # type: ignore[attr-defined]
            "family_names", "given_names", "id"
        )
        if not self.fields["participant"].queryset.exists():  # type: ignore[attr-defined]
            del self.fields["participant"]
            return
        for name in NEEDED:
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not found.get("participant"):
            for name in NEEDED:
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, _("This field is required."))
        return found

    def facts(self) -> dict[str, Any]:
        """Return whom it is about, and on whose authority."""
        said = self.cleaned_data
        known = said.get("participant")
        person = {"participant": known} if known else self.person()
        return {"party": said["party"], **person, "note": said["note"], "reason": said.get("reason", "")}


class CorrectPersonForm(PersonForm):
    """What is known of somebody, and why that changes."""

    reason = ReasonForm.base_fields["reason"]


class SessionForm(forms.Form):
    """When a session is held, and what it is about."""

    day = forms.DateField(label=_("Day"), widget=DAY)
    part = forms.ChoiceField(label=_("Part of the day"), choices=PartOfDay.choices)
    title = TranslatedFormField(label=_("Title"), max_length=200, required=False)


class ChangeSessionForm(SessionForm):
    """When a session is held, and why that changes."""

    reason = ReasonForm.base_fields["reason"]


class TermsForm(ReasonForm):
    """What holds for the people of a deliverable."""

    share_needed = forms.IntegerField(
        label=_("Share of the sessions for a certificate, in percent"), min_value=1, max_value=100
    )
    follow_up_months = forms.IntegerField(label=_("Months until the follow-up"), min_value=1, max_value=36)

    field_order = ("share_needed", "follow_up_months", "reason")


class CheckForm(forms.Form):
    """The code of a certificate and, where one knows it, the name on it."""

    code = forms.CharField(label=_("Code"), max_length=20, help_text=_("As it stands on the certificate."))
    name = forms.CharField(
        label=_("Name on the certificate"),
        max_length=250,
        required=False,
        help_text=_("If you type the name as it stands there, the answer says whether it is the same."),
    )


class FollowUpForm(forms.Form):
    """What became of it."""

    uses_it = forms.ChoiceField(label=_("Do you use what you learned?"), choices=YES_OR_NO, widget=forms.RadioSelect)
    in_position = forms.ChoiceField(
        label=_("Are you still in the position you had then?"), choices=YES_OR_NO, widget=forms.RadioSelect
    )
    result = forms.CharField(
        label=_("What became of it?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("A sentence is enough: what changed, whom you trained, what was used."),
    )
