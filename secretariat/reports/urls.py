"""The map of this app."""

from django.urls import path

from secretariat.reports.views import contents, narratives, reports

urlpatterns = [
    path("", reports.ReportsPage.as_view(), name="reports"),
    path("new/", reports.ReportNewPage.as_view(), name="report-new"),
    path("texts/<uuid:id>/review/", narratives.NarrativeReviewPage.as_view(), name="narrative-review"),
    path("<uuid:id>/", reports.ReportPage.as_view(), name="report"),
    path("<uuid:id>/issue/", reports.ReportIssuePage.as_view(), name="report-issue"),
    path("<uuid:id>/revise/", reports.ReportRevisePage.as_view(), name="report-revise"),
    path("<uuid:id>/figures/<str:key>/", contents.FigurePage.as_view(), name="report-figure"),
    path("<uuid:id>/file.<str:language>.<str:format>", contents.ReportFilePage.as_view(), name="report-file"),
    path("<uuid:id>/text/<slug:section>/<slug:language>/", narratives.NarrativePage.as_view(), name="narrative-write"),
    path("<uuid:id>/<slug:verb>/", reports.ReportMovePage.as_view(), name="report-move"),
]
