"""The map of addresses. Every route is a page with a rule, or is named in ``web.permissions`` with the rule it has."""

from django.urls import include, path

urlpatterns = [
    path("", include("secretariat.web.urls")),
    path("api/v1/", include("secretariat.api.urls")),
    path("", include("secretariat.operations.urls")),
    path("documents/", include("secretariat.documents.urls")),
    path("mandates/", include("secretariat.mandates.urls")),
    path("structure/", include("secretariat.organization.urls")),
    path("plans/", include("secretariat.plans.urls")),
    path("work/", include("secretariat.delivery.urls")),
    path("evaluations/", include("secretariat.evaluation.urls")),
    path("recommendations/", include("secretariat.recommendations.urls")),
    path("questionnaires/", include("secretariat.questionnaires.urls")),
    path("duties/", include("secretariat.duties.urls")),
    path("", include("secretariat.correspondence.urls")),
    path("", include("secretariat.participation.urls")),
    path("reports/", include("secretariat.reports.urls")),
    path("", include("secretariat.trace.urls")),
    path("search/", include("secretariat.search.urls")),
    path("", include("secretariat.parties.urls")),
    path("bodies/", include("secretariat.bodies.urls")),
    path("topics/", include("secretariat.topics.urls")),
    path("exchange/", include("secretariat.exchange.urls")),
    path("", include("secretariat.directory.urls")),
    path("", include("secretariat.audit.urls")),
    path("inbox/", include("secretariat.notices.urls")),
    path("jobs/", include("secretariat.jobs.urls")),
    path("accounts/", include("secretariat.accounts.urls")),  # before allauth's, whose page of addresses it replaces
    path("accounts/", include("allauth.urls")),
]

# A program is told a failure as a problem, wherever it arises; people get a page.
handler400 = "secretariat.api.failures.not_understood"
handler403 = "secretariat.api.failures.not_permitted"
handler404 = "secretariat.api.failures.not_found"
handler500 = "secretariat.api.failures.fault"
