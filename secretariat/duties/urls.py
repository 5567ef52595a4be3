"""The map of this app."""

from django.urls import path

from secretariat.duties.views import duties, recurring

urlpatterns = [
    path("", duties.DutiesPage.as_view(), name="duties"),
    path("new/", duties.DutyOwePage.as_view(), name="duty-owe"),
    path("instruct/", duties.DutyInstructPage.as_view(), name="duty-instruct"),
    path("recurring/", recurring.RecurringDutiesPage.as_view(), name="recurring-duties"),
    path("recurring/new/", recurring.RecurringDutyNewPage.as_view(), name="recurring-duty-new"),
    path("recurring/<uuid:id>/", recurring.RecurringDutyPage.as_view(), name="recurring-duty"),
    path("recurring/<uuid:id>/end/", recurring.RecurringDutyEndPage.as_view(), name="recurring-duty-end"),
    path("evidence/<uuid:id>/withdraw/", duties.EvidenceWithdrawPage.as_view(), name="duty-evidence-withdraw"),
    path("<uuid:id>/", duties.DutyPage.as_view(), name="duty"),
    path("<uuid:id>/fulfil/", duties.DutyFulfilPage.as_view(), name="duty-fulfil"),
    path("<uuid:id>/evidence/", duties.DutyEvidencePage.as_view(), name="duty-evidence"),
    path("<uuid:id>/release/", duties.DutyReleasePage.as_view(), name="duty-release"),
    path("<uuid:id>/owe-again/", duties.DutyOweAgainPage.as_view(), name="duty-owe-again"),
    path("<uuid:id>/move/", duties.DutyMovePage.as_view(), name="duty-move"),
]
