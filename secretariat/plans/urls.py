"""The map of this app."""

from django.urls import path

from secretariat.plans.views import activities, amendments, between, numbers, plans

urlpatterns = [
    path("", plans.PlansPage.as_view(), name="plans"),
    path("activities/", activities.ActivitiesPage.as_view(), name="activities"),
    path("activities/<uuid:id>/", activities.ActivityPage.as_view(), name="activity"),
    path("activities/<uuid:id>/propose/", activities.AnswerProposePage.as_view(), name="answer-propose"),
    path("mandates/<uuid:id>/propose/", activities.LineProposePage.as_view(), name="line-propose"),
    path("answers/<uuid:id>/<slug:verb>/", activities.AnswerDecidePage.as_view(), name="answer-decide"),
    path("amendments/<uuid:id>/", amendments.AmendmentPage.as_view(), name="amendment"),
    path("amendments/<uuid:id>/add/", amendments.AmendmentAddPage.as_view(), name="amendment-add"),
    path(
        "amendments/<uuid:id>/add-project/",
        amendments.AmendmentAddProjectPage.as_view(),
        name="amendment-add-project",
    ),
    path("amendments/<uuid:id>/adopt/", amendments.AmendmentAdoptPage.as_view(), name="amendment-adopt"),
    path("amendments/<uuid:id>/withdraw/", amendments.AmendmentWithdrawPage.as_view(), name="amendment-withdraw"),
    path(
        "amendments/<uuid:id>/change/<uuid:activity>/",
        amendments.AmendmentChangePage.as_view(),
        name="amendment-change",
    ),
    path(
        "amendments/<uuid:id>/drop/<slug:what>/<uuid:part>/",
        amendments.AmendmentDropPage.as_view(),
        name="amendment-drop",
    ),
    path(
        "amendments/<uuid:id>/undo/<slug:what>/<uuid:part>/",
        amendments.AmendmentUndoPage.as_view(),
        name="amendment-undo",
    ),
    path("<slug:slug>/", plans.PlanPage.as_view(), name="plan"),
    path("<slug:slug>/numbers/", numbers.PlanNumbersPage.as_view(), name="plan-numbers"),
    path("<slug:slug>/numbers.csv", numbers.PlanNumbersCsv.as_view(), name="plan-numbers-csv"),
    path("<slug:slug>/between/", between.PlanBetweenPage.as_view(), name="plan-between"),
    path("<slug:slug>/between/changes.csv", between.PlanBetweenCsv.as_view(), name="plan-between-csv"),
    path("<slug:slug>/difference/", numbers.PlanDifferencePage.as_view(), name="plan-difference"),
    path("<slug:slug>/amend/", amendments.AmendmentBeginPage.as_view(), name="amendment-begin"),
    path("<slug:slug>/look-for-links/", plans.PlanSuggestPage.as_view(), name="plan-suggest"),
]
