"""The map of this app."""

from django.urls import path

from secretariat.questionnaires.views import versions

urlpatterns = [
    path("", versions.QuestionnairesPage.as_view(), name="questionnaires"),
    path("new/", versions.QuestionnaireNewPage.as_view(), name="questionnaire-new"),
    path("questions/<uuid:id>/change/", versions.QuestionChangePage.as_view(), name="question-change"),
    path("questions/<uuid:id>/choice/", versions.QuestionOptionPage.as_view(), name="question-option"),
    path("questions/<uuid:id>/drop/", versions.QuestionDropPage.as_view(), name="question-drop"),
    path("<uuid:id>/", versions.QuestionnairePage.as_view(), name="questionnaire"),
    path("<uuid:id>/intro/", versions.QuestionnaireIntroPage.as_view(), name="questionnaire-intro"),
    path("<uuid:id>/ask/", versions.QuestionAddPage.as_view(), name="question-add"),
    path("<uuid:id>/draft/", versions.QuestionnaireDraftPage.as_view(), name="questionnaire-draft"),
    path("<uuid:id>/<slug:verb>/", versions.QuestionnaireMovePage.as_view(), name="questionnaire-move"),
]
