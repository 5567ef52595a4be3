"""The map of jobs."""

from django.urls import path

from secretariat.jobs import views

urlpatterns = [
    path("", views.JobsPage.as_view(), name="jobs"),
    path("<uuid:id>/retry/", views.JobRetryPage.as_view(), name="job-retry"),
]
