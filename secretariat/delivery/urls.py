"""The map of this app."""

from django.urls import path

from secretariat.delivery.views import (
    calendar,
    deliverables,
    documents,
    duty_rules,
    objections,
    progress,
)

urlpatterns = [
    path("calendar/", calendar.CalendarPage.as_view(), name="calendar"),
    path("calendar/calendar.ics", calendar.CalendarFile.as_view(), name="calendar-file"),
    path("calendar/units/<slug:slug>.ics", calendar.UnitCalendarFile.as_view(), name="calendar-unit-file"),
    path("calendar/feeds/", calendar.FeedsPage.as_view(), name="calendar-feeds"),
    path("calendar/feeds/make/", calendar.FeedMakePage.as_view(), name="calendar-feed-make"),
    path("calendar/feeds/<uuid:id>/revoke/", calendar.FeedRevokePage.as_view(), name="calendar-feed-revoke"),
    path("calendar/<str:secret>.ics", calendar.FeedFile.as_view(), name="calendar-feed"),
    path("objections/", objections.ObjectionsPage.as_view(), name="objections"),
    path("objections/<uuid:id>/", objections.ObjectionPage.as_view(), name="objection"),
    path("objections/<uuid:id>/<slug:verb>/", objections.ObjectionDecidePage.as_view(), name="objection-decide"),
    path("lines/<uuid:id>/object/", objections.ObjectionNewPage.as_view(), name="objection-new"),
    path("progress/", progress.ProgressPage.as_view(), name="progress"),
    path("progress/progress.csv", progress.ProgressCsv.as_view(), name="progress-csv"),
    path("progress/progress.json", progress.ProgressData.as_view(), name="progress-json"),
    path("", deliverables.DeliverablesPage.as_view(), name="deliverables"),
    path("lines/<uuid:id>/plan/", deliverables.DeliverableNewPage.as_view(), name="deliverable-new"),
    path(
        "involvements/<uuid:id>/withdraw/", deliverables.InvolvementWithdrawPage.as_view(), name="involvement-withdraw"
    ),
    path("also-serves/<uuid:id>/drop/", deliverables.AlsoServesDropPage.as_view(), name="also-serves-drop"),
    path("duty-rules/", duty_rules.DutyRulesPage.as_view(), name="duty-rules"),
    path("duty-rules/<uuid:id>/", duty_rules.DutyRulePage.as_view(), name="duty-rule"),
    path("duty-rules/<uuid:id>/change/", duty_rules.DutyRuleChangePage.as_view(), name="duty-rule-change"),
    path("duty-rules/<uuid:id>/withdraw/", duty_rules.DutyRuleWithdrawPage.as_view(), name="duty-rule-withdraw"),
    path("<uuid:id>/", deliverables.DeliverablePage.as_view(), name="deliverable"),
    path("<uuid:id>/change/", deliverables.DeliverableChangePage.as_view(), name="deliverable-change"),
    path("<uuid:id>/clone/", deliverables.DeliverableClonePage.as_view(), name="deliverable-clone"),
    path("<uuid:id>/involve/", deliverables.DeliverableInvolvePage.as_view(), name="deliverable-involve"),
    path("<uuid:id>/serve/", deliverables.DeliverableServePage.as_view(), name="deliverable-serve"),
    path("<uuid:id>/documents/add/", documents.EventDocumentAddPage.as_view(), name="deliverable-document-add"),
    path("<uuid:id>/documents/enter/", documents.EventDocumentEnterPage.as_view(), name="deliverable-document-enter"),
    path("<uuid:id>/distribute/<slug:part>/", documents.DistributePage.as_view(), name="deliverable-distribute"),
    path("documents/<uuid:id>/drop/", documents.EventDocumentDropPage.as_view(), name="event-document-drop"),
    path("<uuid:id>/<slug:verb>/", deliverables.DeliverableMovePage.as_view(), name="deliverable-move"),
]
