"""The map of this app."""

from django.urls import path

from secretariat.evaluation.views import answers, events, findings, programs

urlpatterns = [
    path("", events.EventEvaluationsPage.as_view(), name="event-evaluations"),
    path("answer/thanks/", answers.ThanksPage.as_view(), name="evaluation-thanks"),
    path("answer/<str:token>/", answers.AnswerPage.as_view(), name="evaluation-answer"),
    path("programs/", programs.ProgramEvaluationsPage.as_view(), name="program-evaluations"),
    path("programs/new/", programs.ProgramEvaluationNewPage.as_view(), name="program-evaluation-new"),
    path("programs/<uuid:id>/", programs.ProgramEvaluationPage.as_view(), name="program-evaluation"),
    path(
        "programs/<uuid:id>/change/", programs.ProgramEvaluationChangePage.as_view(), name="program-evaluation-change"
    ),
    path("programs/<uuid:id>/find/", programs.ProgramEvaluationFindPage.as_view(), name="program-evaluation-find"),
    path(
        "programs/<uuid:id>/<slug:verb>/", programs.ProgramEvaluationMovePage.as_view(), name="program-evaluation-move"
    ),
    path("findings/<uuid:id>/change/", findings.FindingChangePage.as_view(), name="finding-change"),
    path("findings/<uuid:id>/recommend/", findings.FindingRecommendPage.as_view(), name="finding-recommend"),
    path("findings/<uuid:id>/withdraw/", findings.FindingWithdrawPage.as_view(), name="finding-withdraw"),
    path("recommended/<uuid:id>/withdraw/", findings.RecommendedWithdrawPage.as_view(), name="recommended-withdraw"),
    path("of/<uuid:id>/", events.EventEvaluationNewPage.as_view(), name="event-evaluation-new"),
    path("<uuid:id>/", events.EventEvaluationPage.as_view(), name="event-evaluation"),
    path("<uuid:id>/results.csv", events.EventEvaluationCsvPage.as_view(), name="event-evaluation-csv"),
    path("<uuid:id>/change/", events.EventEvaluationChangePage.as_view(), name="event-evaluation-change"),
    path("<uuid:id>/links/", events.EventEvaluationLinksPage.as_view(), name="event-evaluation-links"),
    path("<uuid:id>/void/", events.EventEvaluationVoidPage.as_view(), name="event-evaluation-void"),
    path("<uuid:id>/find/", events.EventEvaluationFindPage.as_view(), name="event-evaluation-find"),
]
